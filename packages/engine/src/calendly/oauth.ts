import * as oauth from 'oauth4webapi'
import { errorCode, SyncError } from '../errors.ts'
import { neededScopes } from '../resources/scopes.ts'
import { CalendlyError } from './errors.ts'
import type { Transport } from './transport.ts'

/** The app that is registered with Calendly (developer portal). */
export interface OAuthApp {
  readonly clientId: string
  readonly clientSecret: string
  /** Where people sign in: `https://auth.calendly.com`. */
  readonly authOrigin: string
  /** Where Calendly sends them back to; the same text as registered, to the letter. */
  readonly redirectUri: string
}

/** What Calendly answers to a code or a refresh token. */
export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: string
  readonly expiresInMs: number
  /** Null: Calendly did not tell. */
  readonly scopes: readonly string[] | null
}

/**
 * - `oauth_refused`: Calendly knows the code or refresh token no more (used, revoked, expired). Asking again is of no use
 * - `oauth_app_refused`: the app's id, secret or redirect address is not the registered one
 * - `oauth_unsent`: the question never reached Calendly, or was turned away unread (429): it may be asked again
 * - `oauth_unanswered`: it may have been answered, and the answer is lost. A refresh token is good for one question
 */
export type OAuthErrorCode = 'oauth_refused' | 'oauth_app_refused' | 'oauth_unsent' | 'oauth_unanswered'

export class OAuthError extends SyncError<OAuthErrorCode> {}

/** Calendly's side of a sign-in (RFC 6749 with PKCE, RFC 7636). Nothing here is tried twice: the caller knows what that may cost. */
export interface OAuth {
  /** Where a person is sent to allow us in. @param codeVerifier - 43 characters or more, kept until the code comes. */
  authorizeUrl(state: string, codeVerifier: string): Promise<string>
  /** @throws OAuthError */
  exchange(code: string, codeVerifier: string): Promise<TokenPair>
  /** @throws OAuthError */
  refresh(refreshToken: string): Promise<TokenPair>
  /** Ends a sign-in at Calendly. @throws OAuthError */
  revoke(token: string): Promise<void>
}

export function createOAuth(app: OAuthApp, transport: Transport): OAuth {
  const { clientId, clientSecret, redirectUri } = app
  const origin = app.authOrigin.replace(/\/+$/, '')
  const server: oauth.AuthorizationServer = {
    issuer: origin,
    token_endpoint: `${origin}/oauth/token`,
    revocation_endpoint: `${origin}/oauth/revoke`,
  }
  const client: oauth.Client = { client_id: clientId }
  const options = {
    [oauth.customFetch]: (url: string, request: SentRequest) => send(transport, url, request),
    // Which origins may be plain http is the configuration's to say: a Calendly of one's own on this machine is.
    [oauth.allowInsecureRequests]: true,
  }

  async function ask(question: () => Promise<oauth.TokenEndpointResponse>): Promise<TokenPair> {
    try {
      return readPair(await question())
    } catch (error) {
      throw refusal(error)
    }
  }

  return {
    async authorizeUrl(state, codeVerifier) {
      const query = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: neededScopes.join(' '),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return `${origin}/oauth/authorize?${query}`
    },

    exchange: (code, codeVerifier) =>
      ask(async () => {
        const callback = oauth.validateAuthResponse(
          server,
          client,
          new URLSearchParams({ code }),
          oauth.expectNoState, // checked before by whoever started it
        )
        const answer = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          basic(clientId, clientSecret),
          callback,
          redirectUri,
          codeVerifier,
          options,
        )
        return oauth.processAuthorizationCodeResponse(server, client, answer)
      }),

    refresh: (refreshToken) =>
      ask(async () => {
        const answer = await oauth.refreshTokenGrantRequest(
          server,
          client,
          basic(clientId, clientSecret),
          refreshToken,
          options,
        )
        return oauth.processRefreshTokenResponse(server, client, answer)
      }),

    async revoke(token) {
      try {
        // Calendly takes id and secret in the body here (api-reference, section 3.2).
        const inBody = oauth.ClientSecretPost(clientSecret)
        const answer = await oauth.revocationRequest(server, client, inBody, token, options)
        await oauth.processRevocationResponse(answer)
      } catch (error) {
        throw refusal(error)
      }
    },
  }
}

/** As Calendly's documents show it: id and secret as they are. RFC 6749 would encode them first, which changes "-" and "_". */
function basic(clientId: string, clientSecret: string): oauth.ClientAuth {
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  return (_server, _client, _body, headers) => headers.set('authorization', `Basic ${credentials}`)
}

interface SentRequest {
  readonly body?: unknown
  readonly headers: Record<string, string>
}

/** One bounded call without redirects, as every call to Calendly; the answer in the form that the library reads. */
async function send(transport: Transport, address: string, request: SentRequest): Promise<Response> {
  const url = new URL(address)
  const { status, headers, body } = await transport.send({
    method: 'POST',
    url,
    route: `POST ${url.pathname}`,
    headers: { ...request.headers, 'user-agent': 'calendly-sync' },
    body: String(request.body),
  })
  const type = headers['content-type'] ?? ''
  return new Response(new Uint8Array(body), { status, headers: { 'content-type': type } })
}

/** Lenient where nothing depends on it, strict about the pair itself. */
function readPair(answer: oauth.TokenEndpointResponse): TokenPair {
  const { access_token, refresh_token, expires_in, scope } = answer
  if (!refresh_token) throw new OAuthError('oauth_unanswered', 'Calendly answered without a refresh token.')
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresInMs: (expires_in ?? 7200) * 1000,
    scopes: scope === undefined ? null : scope.split(' ').filter((one) => one !== ''),
  }
}

/** Codes of a connection that never stood. */
const unsentCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What the failure means for the question that was asked. Tokens and codes never appear in its words. */
function refusal(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error
  // The library's errors carry pieces of the answer: none of them goes further than here.
  if (error instanceof oauth.ResponseBodyError) return refused(error.error, error.status)
  if (error instanceof CalendlyError) {
    const code = errorCode(error.cause) ?? ''
    return unsentCodes.has(code)
      ? new OAuthError('oauth_unsent', `Calendly's sign-in could not be reached (${code}).`, { cause: error })
      : new OAuthError('oauth_unanswered', `Calendly's sign-in did not answer: ${error.message}`, {
          cause: error,
        })
  }
  // The library's own complaint about an answer that is no token answer; its status decides.
  const answer = error instanceof Error && error.cause instanceof Response ? error.cause : undefined
  if (answer) return refused('', answer.status)
  return new OAuthError('oauth_unanswered', "Calendly's sign-in gave an answer that is none.")
}

function refused(said: string, status: number): OAuthError {
  if (status === 429)
    return new OAuthError('oauth_unsent', 'Calendly limits sign-ins at the moment. Wait a minute.')
  if (status >= 500 || said === '')
    return new OAuthError('oauth_unanswered', `Calendly's sign-in had a fault (${status}).`)
  if (said === 'invalid_grant')
    return new OAuthError(
      'oauth_refused',
      'Calendly no longer knows this sign-in: it was used, revoked or ended.',
    )
  return new OAuthError(
    'oauth_app_refused',
    `Calendly refuses this app (${/^[a-z_]{1,40}$/.test(said) ? said : 'unknown reason'}). Check CALENDLY_CLIENT_ID, CALENDLY_CLIENT_SECRET and the redirect address that is registered with it.`,
  )
}
