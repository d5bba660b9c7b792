import type { Clock, Log, Sync } from 'calendly-sync-engine'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import type { Authenticate } from './caller.ts'
import { readClaims } from './claims.ts'
import { rememberUsers } from './remember.ts'
import { tokenVerifier, unauthenticated, type VerifySettings } from './verify.ts'

export interface JwtOptions {
  readonly sync: Sync
  readonly config: VerifySettings & Pick<Config, 'jwtEmailTrusted'>
  readonly clock: Clock
  readonly log: Log
}

/** `AUTH_MODE=jwt`: the bearer token says who asks; its user is made at the first valid one. */
export function jwtCaller({ sync, config, clock, log }: JwtOptions): Authenticate {
  const verify = tokenVerifier(config, { clock, log })
  const remember = rememberUsers(sync, clock)
  return async (request) => {
    const token = bearerOf(request)
    if (token === undefined) throw unauthenticated()
    const claims = readClaims(await verify(token), config.jwtEmailTrusted)
    if (!claims) throw unauthenticated()
    const { isOperator, ...user } = claims
    await remember(user)
    return { userId: claims.id, isOperator }
  }
}

/**
 * The one token of the header; several, or one in another place, are none. Its three parts are base64url without padding
 * (RFC 7515 section 2), which decoders are more lenient about: a token has one spelling.
 */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(headers.authorization ?? '')?.[1]
}
