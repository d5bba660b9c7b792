import { createHash, randomBytes } from 'node:crypto'
import type { Token, TokenBook } from '../api/tokens.ts'
import { msPerMinute } from '../stamps.ts'
import type { User } from '../world/records.ts'
import type { WorldState } from '../world/state.ts'
import { newAccessToken } from './access-token.ts'
import type { Authorization } from './authorization.ts'
import { OAuthError } from './errors.ts'
import type { OAuthClient } from './types.ts'

// code ──(once, with its verifier)──▶ grant ──▶ access token, 2 hours
//                                      │   └──▶ refresh token ──(once)──▶ a new pair
//                                      └── revoked: by the user, by the app, by a code that comes twice

/** Seconds (Calendly developer docs, "Get Access Token"). */
export const accessTokenSeconds = 7200
const codeLifeMs = 10 * msPerMinute

/** What a user has allowed an app, with everything that was given out for it. */
export interface Grant {
  readonly client: OAuthClient
  readonly user: User
  readonly scopes: readonly string[]
  readonly createdMs: number
  refreshes: number
  isRevoked: boolean
  /** The one that still counts. */
  refreshToken: string
  accessTokens: Token[]
}

interface Code {
  readonly authorization: Authorization
  readonly user: User
  readonly scopes: readonly string[]
  readonly endsMs: number
  /** Undefined until it is used. */
  gave: Grant | undefined
}

export interface Pair {
  readonly grant: Grant
  readonly accessToken: string
  readonly refreshToken: string
  readonly createdSeconds: number
}

/** The authorization server's memory. Whatever is refused is refused as `invalid_grant`. */
export interface Grants {
  /** The user has said yes. @returns the code, which is good once and for 10 minutes. */
  allow(authorization: Authorization, user: User, scopes: readonly string[]): string
  redeem(client: OAuthClient, request: { code: string; redirectUri: string; verifier: string }): Pair
  refresh(client: OAuthClient, refreshToken: string): Pair
  revoke(grant: Grant): void
  /** Ends one access token and leaves its grant alone. */
  endAccess(token: Token): void
  all(): readonly Grant[]
  /** Whom a code or refresh token belongs to, used up or not. */
  userOf(secret: string): User | undefined
  /** The grant behind a refresh token that still counts, or behind an access token. */
  find(token: string): { grant: Grant; access: Token | undefined } | undefined
  secrets(): string[]
}

export function createGrants(state: WorldState, tokens: TokenBook): Grants {
  const codes = new Map<string, Code>()
  const grants: Grant[] = []
  const byRefreshToken = new Map<string, Grant>()
  const byAccessToken = new Map<string, Grant>()
  const refused = () => new OAuthError(state.quirks.invalidGrantStatus, 'invalid_grant')

  function issue(grant: Grant): Pair {
    const createdSeconds = Math.floor(state.clock.now() / 1000)
    const endsMs = (createdSeconds + accessTokenSeconds) * 1000
    const accessToken = newAccessToken(grant, createdSeconds, createdSeconds + accessTokenSeconds)
    const token = tokens.add(accessToken, {
      user: grant.user,
      client: grant.client,
      scopes: new Set(grant.scopes),
      endsMs,
    })
    grant.accessTokens.push(token)
    grant.refreshToken = randomBytes(32).toString('hex')
    byAccessToken.set(accessToken, grant)
    byRefreshToken.set(grant.refreshToken, grant)
    return { grant, accessToken, refreshToken: grant.refreshToken, createdSeconds }
  }

  function revoke(grant: Grant): void {
    grant.isRevoked = true
    for (const token of grant.accessTokens) tokens.revoke(token.value)
  }

  return {
    allow: (authorization, user, scopes) => {
      const code = randomBytes(32).toString('hex')
      codes.set(code, {
        authorization,
        user,
        scopes,
        endsMs: state.clock.now() + codeLifeMs,
        gave: undefined,
      })
      return code
    },
    redeem: (client, request) => {
      const code = codes.get(request.code)
      if (!code || code.authorization.client.clientId !== client.clientId) throw refused()
      const { user, scopes, authorization } = code
      if (code.gave) {
        // Twice: one of the two who have it stole it (RFC 6749 §4.1.2).
        revoke(code.gave)
        throw refused()
      }
      if (state.clock.now() >= code.endsMs) throw refused()
      if (request.redirectUri !== authorization.redirectUri) throw refused()
      if (challengeOf(request.verifier) !== authorization.challenge) throw refused()
      const grant: Grant = {
        client,
        user,
        scopes,
        createdMs: state.clock.now(),
        refreshes: 0,
        isRevoked: false,
        refreshToken: '',
        accessTokens: [],
      }
      code.gave = grant
      grants.push(grant)
      return issue(grant)
    },
    refresh: (client, refreshToken) => {
      const grant = byRefreshToken.get(refreshToken)
      if (!grant || grant.client.clientId !== client.clientId || grant.isRevoked) throw refused()
      if (grant.refreshToken !== refreshToken) {
        if (state.quirks.refreshReuseRevokes) revoke(grant)
        throw refused()
      }
      grant.refreshes += 1
      return issue(grant)
    },
    revoke,
    endAccess: (token) => tokens.revoke(token.value),
    all: () => grants,
    userOf: (secret) => codes.get(secret)?.user ?? byRefreshToken.get(secret)?.user,
    find: (token) => {
      const refreshed = byRefreshToken.get(token)
      if (refreshed) {
        return refreshed.refreshToken === token ? { grant: refreshed, access: undefined } : undefined
      }
      const grant = byAccessToken.get(token)
      const access = grant?.accessTokens.find(({ value }) => value === token)
      return grant && access && { grant, access }
    },
    secrets: () => [...codes.keys(), ...byAccessToken.keys(), ...byRefreshToken.keys()],
  }
}

/** S256 of RFC 7636 §4.2. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
