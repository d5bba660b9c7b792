import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { callerOf } from './auth/caller.ts'
import { HttpProblem } from './problem.ts'

/** Counts a request. @throws HttpProblem 429 with `Retry-After` when there were too many. */
export type Limit = (request: FastifyRequest) => Promise<void>

export interface Limits {
  /** By the address that the request comes from; IPv6 by its network of 64 bits. */
  readonly byAddress: Limit
  /** By who is signed in. */
  readonly byUser: Limit
  /** One of one's own. */
  of(rule: LimitRule): Limit
}

export interface LimitRule {
  readonly most: number
  readonly windowMs: number
  /** Whom it is counted against; default the address. */
  readonly key?: (request: FastifyRequest) => string
}

/** Several people may sit behind one address, an office for instance. */
const peoplePerAddress = 10

/**
 * Limits of this process, counted in windows that begin with the first request. The address is the socket's; what a
 * proxy says of it counts only when the proxy is trusted (`TRUSTED_PROXIES`), so that nobody evades a limit, or uses
 * somebody else's up, by writing a header.
 */
export async function createLimits(app: FastifyInstance, perMinute: number): Promise<Limits> {
  await app.register(rateLimit, { global: false, cache: 20_000 })
  const of = ({ most, windowMs, key }: LimitRule): Limit => {
    const count = app.createRateLimit({
      max: most,
      timeWindow: windowMs,
      ...(key && { keyGenerator: key }),
    })
    return async (request) => {
      const found = await count(request)
      if (!found.isAllowed && found.isExceeded) throw tooMany(found.ttlInSeconds)
    }
  }
  return {
    of,
    byAddress: of({ most: perMinute * peoplePerAddress, windowMs: 60_000 }),
    byUser: of({ most: perMinute, windowMs: 60_000, key: (request) => callerOf(request).userId }),
  }
}

function tooMany(seconds: number): HttpProblem {
  return new HttpProblem(
    429,
    'too_many_requests',
    `Too many requests. Come back in ${seconds} s (header Retry-After).`,
    { 'retry-after': String(seconds) },
  )
}
