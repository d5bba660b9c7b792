import { Refusal } from '../api/answer.ts'
import type { Clients } from './clients.ts'
import { errorBody, type OAuthErrorCode } from './errors.ts'
import { firstRepeated } from './form.ts'
import { errorPage } from './page.ts'
import { covers, splitScopes } from './scopes.ts'
import type { OAuthClient } from './types.ts'

/** What an app asks a user for, found to be in order. */
export interface Authorization {
  readonly client: OAuthClient
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string | null
  /** Of PKCE, by S256. */
  readonly challenge: string
}

/** Nobody knows where the browser may be sent, so it is sent nowhere (RFC 6749 §4.1.2.1). */
export class ErrorPage extends Refusal {
  override name = 'ErrorPage'

  constructor(what: string) {
    super({ status: 400, html: errorPage(what), headers: { 'cache-control': 'no-store' } }, what)
  }
}

/** The app is told what is wrong: the browser goes back to it with `error`. */
export class SentBack extends Refusal {
  override name = 'SentBack'
  readonly location: string

  constructor(to: Pick<Authorization, 'redirectUri' | 'state'>, code: OAuthErrorCode, description?: string) {
    const location = redirectTo(to, { ...errorBody(code, description) })
    super({ status: 302, headers: { location, 'cache-control': 'no-store' } }, code)
    this.location = location
  }
}

/**
 * Reads what an app asks for (RFC 6749 §4.1.1, RFC 7636 §4.3; Calendly asks every app for PKCE with S256).
 *
 * @throws ErrorPage when the app or its redirect URI is not known, SentBack for everything else.
 */
export function readAuthorization(clients: Clients, params: URLSearchParams): Authorization {
  const repeated = firstRepeated(params)
  const client = clients.find(params.get('client_id'))
  if (!client || repeated === 'client_id') throw new ErrorPage('There is no app with this client_id.')
  const redirectUri = params.get('redirect_uri') ?? ''
  if (repeated === 'redirect_uri' || !client.redirectUris.includes(redirectUri)) {
    throw new ErrorPage(`The app has not registered the redirect_uri "${redirectUri}".`)
  }
  const back = { redirectUri, state: params.get('state') }
  if (repeated) throw new SentBack(back, 'invalid_request', `Repeated parameter: ${repeated}.`)
  if (params.get('response_type') !== 'code') throw new SentBack(back, 'unsupported_response_type')
  const asked = splitScopes(params.get('scope') ?? client.scopes.join(' '))
  if (asked.length === 0 || !asked.every((scope) => covers(client.scopes, scope))) {
    throw new SentBack(back, 'invalid_scope')
  }
  const challenge = params.get('code_challenge')
  if (challenge === null) throw new SentBack(back, 'invalid_request', 'Code challenge is required.')
  if (params.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
    throw new SentBack(back, 'invalid_request', 'The code challenge method must be S256.')
  }
  return { client, ...back, scopes: asked, challenge }
}

/** The redirect URI with these parameters and the app's `state`. */
export function redirectTo(
  { redirectUri, state }: Pick<Authorization, 'redirectUri' | 'state'>,
  params: Record<string, string>,
): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  if (state !== null) url.searchParams.set('state', state)
  return url.href
}
