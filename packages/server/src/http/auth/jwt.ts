import type { Clock, Sync } from 'calendly-sync-engine'
import type { Config } from '../../config.ts'
import type { Authenticate } from './caller.ts'
import { type Claims, readClaims } from './claims.ts'
import { tokenVerifier, unauthenticated, type VerifySettings } from './verify.ts'

export interface JwtOptions {
  readonly sync: Sync
  readonly config: VerifySettings & Pick<Config, 'jwtEmailTrusted'>
  readonly clock: Clock
}

/** `AUTH_MODE=jwt`: the bearer token says who asks; its user is made at the first valid one. */
export function jwtCaller({ sync, config, clock }: JwtOptions): Authenticate {
  const verify = tokenVerifier(config)
  const remember = rememberUsers(sync, clock)
  return async ({ headers }) => {
    const [, token] = /^Bearer +([^\s]+)$/i.exec(headers.authorization ?? '') ?? []
    if (token === undefined) throw unauthenticated('Send a token: Authorization: Bearer <jwt>.')
    const claims = readClaims(await verify(token), config.jwtEmailTrusted)
    if (!claims) throw unauthenticated('The token names no subject (sub).')
    await remember(claims)
    return { userId: claims.id, isOperator: claims.isOperator }
  }
}

/** Writes a user at most every five minutes while the token says the same; the oldest are forgotten at 10,000. */
function rememberUsers(sync: Sync, clock: Clock): (claims: Claims) => Promise<void> {
  const seen = new Map<string, { readonly said: string; readonly until: number }>()
  return async ({ isOperator: _, ...user }) => {
    const said = JSON.stringify(user)
    const known = seen.get(user.id)
    if (known?.said === said && clock.monotonic() < known.until) return
    await sync.users.ensure(user)
    seen.delete(user.id)
    seen.set(user.id, { said, until: clock.monotonic() + 5 * 60_000 })
    const [oldest] = seen.keys()
    if (seen.size > 10_000 && oldest !== undefined) seen.delete(oldest)
  }
}
