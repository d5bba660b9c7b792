import { describe, expect, it } from 'vitest'
import { blockAfter429, readRateHeaders, readRetryAfter } from './rate-headers.ts'

const now = Date.UTC(2026, 10, 22, 12)
const block = (headers: Record<string, string>) => blockAfter429(headers, now, () => 0)

describe('readRateHeaders', () => {
  it('reads limit and remaining, and leaves out what is odd', () => {
    expect(readRateHeaders({ 'x-ratelimit-limit': '500', 'x-ratelimit-remaining': '0' })).toEqual({
      limitPerMinute: 500,
      remaining: 0,
    })
    for (const odd of ['', '-1', 'abc', '1e3', '5.5', '0x10', 'NaN', '500, 500', '9'.repeat(400)]) {
      expect(readRateHeaders({ 'x-ratelimit-limit': odd, 'x-ratelimit-remaining': odd })).toEqual({})
    }
    expect(readRateHeaders({ 'x-ratelimit-limit': '0' })).toEqual({})
    expect(readRateHeaders({ 'x-ratelimit-limit': '999999999999999' }).limitPerMinute).toBe(10_000_000)
  })
})

describe('blockAfter429', () => {
  it('goes by Retry-After before X-RateLimit-Reset', () => {
    expect(block({ 'retry-after': '7', 'x-ratelimit-reset': '60' })).toBe(7_000)
    expect(block({ 'retry-after': new Date(now + 9_000).toUTCString() })).toBe(9_000)
    expect(block({ 'x-ratelimit-reset': '2' })).toBe(2_000)
    expect(block({ 'retry-after': 'soon', 'x-ratelimit-reset': '2' })).toBe(2_000)
  })

  it.each([['0'], ['-1'], ['abc'], [''], ['1e9'], ['Infinity']])('waits a minute when told %j', (value) => {
    expect(block({ 'x-ratelimit-reset': value })).toBe(60_000)
    expect(block({ 'retry-after': value })).toBe(60_000)
  })

  it('waits a minute when told nothing, and between one second and five minutes whatever it is told', () => {
    expect(block({})).toBe(60_000)
    expect(block({ 'x-ratelimit-reset': '99999' })).toBe(300_000)
    expect(block({ 'x-ratelimit-reset': '0.2' })).toBe(1_000)
    expect(block({ 'retry-after': new Date(now - 5_000).toUTCString() })).toBe(60_000)
  })

  it('adds up to a second of jitter', () => {
    expect(blockAfter429({ 'retry-after': '7' }, now, () => 0.999)).toBe(7_999)
  })
})

describe('readRetryAfter', () => {
  it('says nothing where the header says nothing usable', () => {
    for (const value of ['0', '-5', 'x', '', 'Someday, 99 Foo 2026']) {
      expect(readRetryAfter({ 'retry-after': value }, now)).toBeUndefined()
    }
    expect(readRetryAfter({}, now)).toBeUndefined()
  })
})
