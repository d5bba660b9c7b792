import { standardClient } from '../oauth/clients.ts'
import { covers } from '../oauth/scopes.ts'
import type { OAuthClient } from '../oauth/types.ts'
import type { Plan, User } from '../world/records.ts'
import { findUser, userUri, type WorldState } from '../world/state.ts'

export interface Token {
  readonly value: string
  readonly user: User
  /** The app that acts for the user; undefined for a personal access token. Rate limits are kept per app and user. */
  readonly client: OAuthClient | undefined
  /** Undefined: full access, as tokens made before scopes existed. */
  readonly scopes: ReadonlySet<string> | undefined
  readonly plan: Plan | undefined
  /** Epoch milliseconds; Infinity for a personal access token. */
  endsMs: number
}

export interface TokenRequest {
  /** URI of the user the token acts as. */
  user: string
  /** Such as `scheduled_events:read`; `:write` includes `:read`. Left out: everything. */
  scopes?: readonly string[]
  /** Overrides the organization's plan: `free` has a tenth of the rate limit. */
  plan?: Plan
  /** `oauth`: counts as a token of the app that exists in every world, and never ends. */
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
  /** Enters a token that was made elsewhere. */
  add(value: string, token: Pick<Token, 'user'> & Partial<Token>): Token
  /** Whether the token still counts: neither revoked nor at its end. */
  accepts(token: Token): boolean
}

export function createTokens(
  state: WorldState,
  people: { adviser: string; admin: string; member: string },
): TokenBook {
  const tokens = new Map<string, Token>()
  let issued = 0
  const add: TokenBook['add'] = (value, token) => {
    const added: Token = {
      client: undefined,
      scopes: undefined,
      plan: undefined,
      endsMs: Number.POSITIVE_INFINITY,
      ...token,
      value,
    }
    tokens.set(value, added)
    return added
  }
  const accepts: TokenBook['accepts'] = (token) =>
    tokens.get(token.value) === token && state.clock.now() < token.endsMs
  const addFor = (value: string, { user, scopes, plan, kind }: TokenRequest) =>
    add(value, {
      user: findUser(state, user),
      client: kind === 'oauth' ? standardClient : undefined,
      scopes: scopes && new Set(scopes),
      plan,
    }).value
  return {
    adviser: addFor('sim-adviser-token', { user: people.adviser }),
    admin: addFor('sim-admin-token', { user: people.admin }),
    member: addFor('sim-member-token', { user: people.member }),
    issue: (request) => {
      issued += 1
      return addFor(`sim-token-${issued}`, request)
    },
    revoke: (token) => {
      tokens.delete(token)
    },
    of: (user) => {
      const value = `sim-token-of-${findUser(state, user).slug}`
      return tokens.has(value) ? value : addFor(value, { user })
    },
    find: (authorization) => {
      const token = tokens.get(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '')
      return token && accepts(token) ? token : undefined
    },
    add,
    accepts,
  }
}

/** Whether the token may do what `scope` names. */
export function hasScope(token: Token, scope: string): boolean {
  return !token.scopes || covers(token.scopes, scope)
}

/** `x-ratelimit-key` as recorded: `oauth:<client>:<user>`; how tokens of one user share a bucket is not known. */
export function bucketOf({ client, user }: Token): string {
  return client ? `oauth:${client.clientId}:${user.id}` : `pat:${user.id}`
}

export function tokenUser(token: Token): string {
  return userUri(token.user)
}
