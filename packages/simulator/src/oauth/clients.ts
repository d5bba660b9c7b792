import { randomBytes } from 'node:crypto'
import { calendlyScopes, isScope } from './scopes.ts'
import type { NewOAuthClient, OAuthClient } from './types.ts'

/** The app that exists in every world. */
export const standardClient: OAuthClient = {
  clientId: 'sim-client',
  clientSecret: 'sim-client-secret',
  kind: 'web',
  redirectUris: ['localhost', '127.0.0.1'].map((host) => `http://${host}:3000/api/calendly/oauth/callback`),
  scopes: calendlyScopes,
  webhookSigningKey: 'sim-client-signing-key',
}

/** The apps that may ask users for access. */
export interface Clients {
  register(input: NewOAuthClient): OAuthClient
  find(clientId: string | null | undefined): OAuthClient | undefined
  all(): readonly OAuthClient[]
}

/** @param redirectUris - more of the standard app's. */
export function createClients(redirectUris: readonly string[]): Clients {
  const clients = new Map<string, OAuthClient>()
  const register = (input: NewOAuthClient) => {
    const client = clientOf(input)
    clients.set(client.clientId, client)
    return client
  }
  register({ ...standardClient, redirectUris: [...standardClient.redirectUris, ...redirectUris] })
  return {
    register,
    find: (clientId) => clients.get(clientId ?? ''),
    all: () => [...clients.values()],
  }
}

function clientOf(input: NewOAuthClient): OAuthClient {
  const { kind, redirectUris, scopes = calendlyScopes } = input
  if (kind !== 'web' && kind !== 'native') throw new RangeError('"kind" of an OAuth app is web or native')
  if (redirectUris.length === 0) throw new RangeError('an OAuth app needs at least one redirect URI')
  for (const uri of redirectUris) checkRedirectUri(uri, kind)
  const unknown = scopes.filter((scope) => !isScope(scope))
  if (unknown.length > 0) throw new RangeError(`Calendly has no scope ${unknown.join(', ')}`)
  return {
    clientId: input.clientId ?? newSecret(),
    clientSecret: kind === 'native' ? null : (input.clientSecret ?? newSecret()),
    kind,
    redirectUris: [...redirectUris],
    scopes: [...scopes],
    webhookSigningKey: input.webhookSigningKey ?? newSecret(),
  }
}

// Calendly: https, or http on localhost for a sandbox app. A native app may have a scheme of its own (RFC 8252 §7.1).
function checkRedirectUri(uri: string, kind: OAuthClient['kind']): void {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? '')
  const isAllowed =
    url?.protocol === 'https:' || (url?.protocol === 'http:' ? isLoopback : kind === 'native' && url)
  if (!isAllowed || uri.includes('#')) {
    throw new RangeError(
      `"${uri}" is no redirect URI: give https, or http on this machine, without a fragment`,
    )
  }
}

/** 43 characters of the alphabet that Calendly's client ids are written in. */
function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
