import type { CalendlyError } from './errors.ts'
import { createSlidingCount } from './sliding-count.ts'

export const maxAttempts = 3

const firstDelayMs = 500
const longestDelayMs = 8_000
// Longer than this nobody holds a call open; the error tells when to come back.
const longestRetryAfterMs = 30_000

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there is none.
 *
 * Full jitter: anywhere between 0 and 0.5 s, then 1 s (AWS Architecture Blog, "Exponential backoff and jitter"), but
 * not before what Calendly's `Retry-After` says. After a 429 nothing is added: the budget holds every call back until
 * the block is over.
 *
 * @param attempt - attempts made so far, from 1.
 */
export function retryDelayMs(
  error: CalendlyError,
  attempt: number,
  random: () => number,
): number | undefined {
  if (!error.retryable || attempt >= maxAttempts) return undefined
  if (error.code === 'rate_limited') return 0
  if (error.retryAfterMs !== undefined && error.retryAfterMs > longestRetryAfterMs) return undefined
  const jitterMs = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1))
  return Math.max(jitterMs, error.retryAfterMs ?? 0)
}

const spanMs = 300_000
const freeRetries = 10
const share = 0.1

export interface RetryAllowance {
  /** To be told once for each call, not for its retries. */
  callStarted(nowMs: number): void
  /** Whether one more retry fits; when it does, it counts. */
  mayRetry(nowMs: number): boolean
}

/**
 * Keeps retries to a tenth of the calls of the last five minutes (ten while there were fewer than a hundred), so that
 * a Calendly in trouble is not met with three times the load.
 */
export function createRetryAllowance(): RetryAllowance {
  const calls = createSlidingCount(spanMs, 60)
  const retries = createSlidingCount(spanMs, 60)
  return {
    callStarted: (nowMs) => calls.add(nowMs),
    mayRetry(nowMs) {
      const allowed = Math.max(freeRetries, Math.floor(calls.total(nowMs) * share))
      if (retries.total(nowMs) >= allowed) return false
      retries.add(nowMs)
      return true
    },
  }
}
