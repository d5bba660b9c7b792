import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Limit, Limits } from './limits.ts'

const minuteMs = 60_000

/**
 * Limits of guessing. From one address: twenty guesses at one person in ten minutes, sixty in all. From everywhere: a
 * hundred at one person in an hour; whoever guesses from five addresses can keep a person from signing in for so long, and
 * without it a botnet would have as many guesses as it has addresses.
 */
export function limitAttempts(limits: Limits, emailOf: (request: FastifyRequest) => string): Limit {
  const all = [
    limits.of({ most: 60, windowMs: 10 * minuteMs }),
    limits.of({
      most: 20,
      windowMs: 10 * minuteMs,
      key: (request) => `${normalizeIP(request.ip)} ${emailOf(request)}`,
    }),
    limits.of({ most: 100, windowMs: 60 * minuteMs, key: emailOf }),
  ]
  return async (request) => {
    for (const limit of all) await limit(request)
  }
}
