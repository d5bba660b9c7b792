import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRateLimiter } from './rate-limit.ts'

it('lets exactly the limit through in each minute of the clock, per bucket', () => {
  const request = fc.record({ stepMs: fc.integer({ min: 0, max: 9_000 }), bucket: fc.constantFrom('a', 'b') })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.array(request, { maxLength: 200 }), (limit, requests) => {
      const limiter = createRateLimiter()
      const allowed = new Map<string, number>()
      const asked = new Map<string, number>()
      let nowMs = 1_000_000
      for (const { stepMs, bucket } of requests) {
        nowMs += stepMs
        const window = `${bucket} ${Math.floor(nowMs / 60_000)}`
        const allowance = limiter.take(bucket, limit, nowMs)
        asked.set(window, (asked.get(window) ?? 0) + 1)
        if (allowance.allowed) allowed.set(window, (allowed.get(window) ?? 0) + 1)
        expect(allowance.remaining).toBe(limit - (allowed.get(window) ?? 0))
      }
      for (const [window, count] of asked) expect(allowed.get(window)).toBe(Math.min(count, limit))
    }),
  )
})

it('knows no limit when there is none', () => {
  const limiter = createRateLimiter()
  for (let i = 0; i < 1000; i++) {
    expect(limiter.take('a', Number.POSITIVE_INFINITY, 0)).toEqual({
      allowed: true,
      limit: 1_000_000,
      remaining: 1_000_000,
    })
  }
})
