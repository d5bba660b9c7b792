import type { Plan, User } from '../world/records.ts'
import { findUser, userUri, type WorldState } from '../world/state.ts'

export interface Token {
  readonly value: string
  readonly user: User
  /** Rate limits are kept per kind (and OAuth client) and user. */
  readonly kind: 'pat' | 'oauth'
  /** Undefined: full access, as tokens made before scopes existed. */
  readonly scopes: ReadonlySet<string> | undefined
  readonly plan: Plan | undefined
}

export interface TokenRequest {
  /** URI of the user the token acts as. */
  user: string
  /** Such as `scheduled_events:read`; `:write` includes `:read`. Left out: everything. */
  scopes?: readonly string[]
  /** Overrides the organization's plan: `free` has a tenth of the rate limit. */
  plan?: Plan
  kind?: 'pat' | 'oauth'
}

/** Bearer tokens. The three named ones exist in every world. */
export interface Tokens {
  /** The adviser whose meetings a mirror would hold; owner of the organization except in the firm. */
  readonly adviser: string
  /** An owner of the organization. */
  readonly admin: string
  /** An ordinary member of the same organization. */
  readonly member: string
  issue(request: TokenRequest): string
  /** The token answers 401 from now on. */
  revoke(token: string): void
  /** A full-access token of any user, the same each time. */
  of(user: string): string
}

export interface TokenBook extends Tokens {
  find(authorization: string | undefined): Token | undefined
  all(): readonly Token[]
}

export function createTokens(
  state: WorldState,
  people: { adviser: string; admin: string; member: string },
): TokenBook {
  const tokens = new Map<string, Token>()
  let issued = 0
  const add = (value: string, request: TokenRequest) => {
    tokens.set(value, {
      value,
      user: findUser(state, request.user),
      kind: request.kind ?? 'pat',
      scopes: request.scopes && new Set(request.scopes),
      plan: request.plan,
    })
    return value
  }
  return {
    adviser: add('sim-adviser-token', { user: people.adviser }),
    admin: add('sim-admin-token', { user: people.admin }),
    member: add('sim-member-token', { user: people.member }),
    issue: (request) => {
      issued += 1
      return add(`sim-token-${issued}`, request)
    },
    revoke: (token) => {
      tokens.delete(token)
    },
    of: (user) => {
      const value = `sim-token-of-${findUser(state, user).slug}`
      return tokens.has(value) ? value : add(value, { user })
    },
    find: (authorization) => tokens.get(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? ''),
    all: () => [...tokens.values()],
  }
}

/** Whether the token may do what `scope` names. */
export function hasScope(token: Token, scope: string): boolean {
  if (!token.scopes || token.scopes.has(scope)) return true
  return scope.endsWith(':read') && token.scopes.has(scope.replace(/:read$/, ':write'))
}

/** `x-ratelimit-key` as recorded: `oauth:<client>:<user>`; how tokens of one user share a bucket is not known. */
export function bucketOf(token: Token): string {
  return token.kind === 'oauth' ? `oauth:simulator:${token.user.id}` : `pat:${token.user.id}`
}

export function tokenUser(token: Token): string {
  return userUri(token.user)
}
