import type { Answer } from '../api/answer.ts'
import { createRateLimiter, rateLimitHeaders } from '../api/rate-limit.ts'
import { uriOf } from '../ids.ts'
import type { User } from '../world/records.ts'
import { userUri, type WorldState } from '../world/state.ts'
import type { Clients } from './clients.ts'
import { invalidClient, invalidRequest, missingParameter, OAuthError } from './errors.ts'
import { firstRepeated } from './form.ts'
import { accessTokenSeconds, type Grants, type Pair } from './grants.ts'
import type { OAuthClient, TokenCall } from './types.ts'

/** A call of the token endpoint, before anything is judged. */
export interface TokenRequest {
  /** Undefined when the body is no form. */
  readonly form: URLSearchParams | undefined
  readonly authorization: string | undefined
}

/** `POST /oauth/token`: codes and refresh tokens become pairs of tokens (RFC 6749 §4.1.3, §6). */
export interface TokenEndpoint {
  /** Whom the code or refresh token belongs to, used up or not. */
  userOf(form: URLSearchParams | undefined): User | undefined
  answer(request: TokenRequest): Answer
  /** The latest calls, oldest first. */
  readonly calls: readonly TokenCall[]
}

const grantTypes = ['authorization_code', 'refresh_token'] as const
const keptCalls = 10_000

/** @param perMinute - calls a minute and user. */
export function createTokenEndpoint(
  state: WorldState,
  clients: Clients,
  grants: Grants,
  perMinute: number,
): TokenEndpoint {
  const limiter = createRateLimiter()
  const calls: TokenCall[] = []

  const userOf = (form: URLSearchParams | undefined) =>
    grants.userOf(form?.get('code') ?? form?.get('refresh_token') ?? '')

  return {
    calls,
    userOf,
    answer: (request) => {
      const note = (outcome: string) => {
        const clientId = request.form?.get('client_id') ?? basicOf(request.authorization)?.clientId
        calls.push({
          at: state.clock.now(),
          grantType: grantTypes.find((one) => one === request.form?.get('grant_type')) ?? null,
          clientId: clients.find(clientId)?.clientId ?? null,
          user: uriOrNull(userOf(request.form)),
          outcome,
        })
        if (calls.length > keptCalls) calls.shift()
      }
      try {
        const answer = answerTo(request)
        note('issued')
        return answer
      } catch (error) {
        note(error instanceof OAuthError ? error.code : 'server_error')
        throw error
      }
    },
  }

  function answerTo({ form, authorization }: TokenRequest): Answer {
    if (!form) throw invalidRequest('The body must be application/x-www-form-urlencoded.')
    const repeated = firstRepeated(form)
    if (repeated) throw invalidRequest(`Repeated parameter: ${repeated}.`)
    const grantType = required(form, 'grant_type')
    const client = authenticate(clients, form, authorization)
    const user = userOf(form)
    const headers = user ? takeFrom(client, user) : {}
    if (grantType === 'authorization_code') {
      const code = required(form, 'code')
      const redirectUri = required(form, 'redirect_uri')
      const verifier = required(form, 'code_verifier')
      return issued(grants.redeem(client, { code, redirectUri, verifier }), headers)
    }
    if (grantType === 'refresh_token') {
      return issued(grants.refresh(client, required(form, 'refresh_token')), headers)
    }
    throw new OAuthError(400, 'unsupported_grant_type')
  }

  /** Counts the call; a refused one costs nothing, neither of the limit nor of the token that came with it. */
  function takeFrom(client: OAuthClient, user: User): Record<string, string> {
    const allowance = limiter.take(user.id, perMinute, state.clock.now())
    const headers = rateLimitHeaders(
      allowance,
      user.organization.stage,
      `oauth:${client.clientId}:${user.id}`,
    )
    if (!allowance.allowed) throw new OAuthError(429, 'too_many_requests', { headers })
    return headers
  }
}

/**
 * A web app proves itself by HTTP Basic, a native one only names itself in the body (Calendly developer docs, "Get
 * Access Token"). Id and secret are taken as they stand: Calendly documents no further encoding.
 */
function authenticate(
  clients: Clients,
  form: URLSearchParams,
  authorization: string | undefined,
): OAuthClient {
  const named = form.get('client_id')
  const basic = basicOf(authorization)
  const client = clients.find(basic?.clientId ?? named)
  if (!client) throw invalidClient()
  if (basic && named !== null && named !== basic.clientId) throw invalidClient()
  if (client.kind === 'web' && basic?.clientSecret !== client.clientSecret) throw invalidClient()
  return client
}

function basicOf(authorization: string | undefined): { clientId: string; clientSecret: string } | undefined {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1]
  const [, clientId, clientSecret] =
    /^([^:]*):(.*)$/.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret }
}

function issued({ grant, accessToken, refreshToken, createdSeconds }: Pair, headers: Record<string, string>) {
  return {
    status: 200,
    headers: { ...headers, 'cache-control': 'no-store', pragma: 'no-cache' },
    body: {
      token_type: 'Bearer',
      access_token: accessToken,
      refresh_token: refreshToken,
      scope: grant.scopes.join(' '),
      created_at: createdSeconds,
      expires_in: accessTokenSeconds,
      owner: userUri(grant.user),
      organization: uriOf('organizations', grant.user.organization.id),
    },
  }
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (value === null || value === '') throw missingParameter(name)
  return value
}

function uriOrNull(user: User | undefined): string | null {
  return user ? userUri(user) : null
}
