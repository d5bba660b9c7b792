import { msPerMinute } from '../stamps.ts'

/** What one request finds. */
export interface Allowance {
  allowed: boolean
  limit: number
  remaining: number
}

export interface RateLimiter {
  /** Counts one request of the bucket against `limitPerMinute` at `nowMs`. */
  take(bucket: string, limitPerMinute: number, nowMs: number): Allowance
}

/** What the headers say when there is no limit at all. */
const unlimited = 1_000_000

/**
 * Fixed windows, aligned to the minute, as Calendly's recorded headers look. A refused request costs nothing.
 */
export function createRateLimiter(): RateLimiter {
  const windows = new Map<string, { minute: number; used: number }>()
  return {
    take: (bucket, limitPerMinute, nowMs) => {
      if (!Number.isFinite(limitPerMinute)) return { allowed: true, limit: unlimited, remaining: unlimited }
      const minute = Math.floor(nowMs / msPerMinute)
      let window = windows.get(bucket)
      if (window?.minute !== minute) {
        window = { minute, used: 0 }
        windows.set(bucket, window)
      }
      const allowed = window.used < limitPerMinute
      if (allowed) window.used += 1
      return { allowed, limit: limitPerMinute, remaining: limitPerMinute - window.used }
    },
  }
}

/** The headers of every answer; `Reset` is the length of the window, not a countdown. */
export function rateLimitHeaders(
  { limit, remaining }: Allowance,
  tier: string,
  key: string,
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': '60',
    'x-ratelimit-tier': tier,
    'x-ratelimit-key': key,
  }
}
