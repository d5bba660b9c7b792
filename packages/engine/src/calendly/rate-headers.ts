import type { AnswerHeaders } from './transport.ts'

/** What the rate-limit headers of an answer say; members are absent where a header is missing or odd. */
export interface RateHeaders {
  limitPerMinute?: number
  remaining?: number
}

const shortestBlockMs = 1_000
const longestBlockMs = 300_000
const defaultBlockMs = 60_000
const jitterMs = 1_000
// Above this a limit is no limit; it also keeps the spacing arithmetic far from zero.
const highestLimit = 10_000_000

/**
 * Reads `X-RateLimit-Limit` and `X-RateLimit-Remaining`.
 *
 * @see Calendly developer docs, "Rate limits".
 */
export function readRateHeaders(headers: AnswerHeaders): RateHeaders {
  const limit = wholeNumber(headers['x-ratelimit-limit'])
  const remaining = wholeNumber(headers['x-ratelimit-remaining'])
  return {
    ...(limit !== undefined && limit >= 1 ? { limitPerMinute: Math.min(limit, highestLimit) } : {}),
    ...(remaining === undefined ? {} : { remaining }),
  }
}

/**
 * How long nothing may be sent after a 429: `Retry-After` (seconds or a date), else `X-RateLimit-Reset` (a window
 * length, so waiting all of it is always safe), else a minute; between 1 s and 5 min, plus up to a second of jitter so
 * that processes do not return in step. Zero, negative and unreadable values count as not said.
 *
 * @param nowMs - wall clock, for a `Retry-After` date.
 * @param random - in [0, 1).
 */
export function blockAfter429(headers: AnswerHeaders, nowMs: number, random: () => number): number {
  const saidMs =
    readRetryAfter(headers, nowMs) ?? positiveSeconds(headers['x-ratelimit-reset']) ?? defaultBlockMs
  return Math.min(longestBlockMs, Math.max(shortestBlockMs, saidMs)) + Math.floor(random() * jitterMs)
}

/** `Retry-After` in milliseconds from now; undefined when missing, odd, zero or past. RFC 9110 section 10.2.3. */
export function readRetryAfter(headers: AnswerHeaders, nowMs: number): number | undefined {
  const value = headers['retry-after']
  const seconds = positiveSeconds(value)
  if (seconds !== undefined || value === undefined || !/[a-z]{3}/i.test(value)) return seconds
  const waitMs = Date.parse(value) - nowMs
  return waitMs > 0 ? waitMs : undefined
}

function positiveSeconds(value: string | undefined): number | undefined {
  const seconds = value !== undefined && /^\s*\d{1,15}(\.\d+)?\s*$/.test(value) ? Number(value) : 0
  return seconds > 0 ? Math.ceil(seconds * 1_000) : undefined
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : undefined
}
