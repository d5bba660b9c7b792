import { createHash, randomBytes } from 'node:crypto'
import type { NewOAuthClient, OAuthClient } from '../oauth/types.ts'
import type { Reply, Served } from './serve.ts'

/** What the token endpoint answers, whichever it was. */
export interface TokenReply {
  status: number
  headers: Headers
  body: Partial<{
    access_token: string
    refresh_token: string
    created_at: number
    expires_in: number
    scope: string
    owner: string
    organization: string
    error: string
    error_description: string
  }>
}

/** An app of somebody's, as it would speak to Calendly; written from the RFCs and not with the simulator's code. */
export interface App {
  client: OAuthClient
  verifier: string
  redirectUri: string
  /** The address a browser is sent to; null takes a parameter away. */
  authorizeUrl(changes?: Record<string, string | null>): string
  /** `POST` of a form, with HTTP Basic for a web app unless told otherwise. */
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<TokenReply>
  /** Exchanges what the redirect brought; `changes` to the form as above. */
  redeem(location: string, changes?: Record<string, string | null>): Promise<TokenReply>
  refresh(refreshToken: string | undefined): Promise<TokenReply>
  /** The whole way: the user allows it, the code is exchanged. */
  connect(user: string, scopes?: readonly string[]): Promise<TokenReply>
}

export function createApp(
  served: Pick<Served, 'simulator' | 'url'>,
  input: Partial<NewOAuthClient> = {},
): App {
  const redirectUri = 'https://app.example/oauth/callback'
  const client = served.simulator.oauth.register({ kind: 'web', redirectUris: [redirectUri], ...input })
  const verifier = randomBytes(32).toString('base64url')
  const isNative = client.kind === 'native'
  const basic = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`
  const own: Record<string, string> = isNative ? { client_id: client.clientId } : {}

  const app: App = {
    client,
    verifier,
    redirectUri,
    authorizeUrl: (changes = {}) => {
      const params = new URLSearchParams(
        changed(
          {
            client_id: client.clientId,
            response_type: 'code',
            redirect_uri: redirectUri,
            scope: 'users:read scheduled_events:read',
            state: 'state-of-the-app',
            code_challenge: createHash('sha256').update(verifier).digest('base64url'),
            code_challenge_method: 'S256',
          },
          changes,
        ),
      )
      return `${served.url}/oauth/authorize?${params}`
    },
    post: async (path, form, headers = isNative ? {} : { authorization: basic }) => {
      const response = await fetch(served.url + path, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form),
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
    },
    redeem: (location, changes = {}) => {
      const code = new URL(location).searchParams.get('code') ?? ''
      const form = {
        ...own,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }
      return app.post('/oauth/token', changed(form, changes))
    },
    refresh: (refreshToken = '') =>
      app.post('/oauth/token', { ...own, grant_type: 'refresh_token', refresh_token: refreshToken }),
    connect: (user, scopes) =>
      app.redeem(
        served.simulator.oauth.approve(app.authorizeUrl(scopes ? { scope: scopes.join(' ') } : {}), { user }),
      ),
  }
  return app
}

/** `GET /users/me` with this access token. */
export function readMe(served: Served, accessToken: string | undefined): Promise<Reply> {
  return served.get('/users/me', accessToken ?? 'none')
}

function changed(from: Record<string, string>, changes: Record<string, string | null>) {
  const form = { ...from }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete form[name]
    else form[name] = value
  }
  return form
}
