import { describe, expect, it } from 'vitest'
import { queryString, wholeSecond } from './query.ts'

describe('wholeSecond', () => {
  it.each([
    ['2026-11-22T12:41:07Z', '2026-11-22T12:41:07Z', '2026-11-22T12:41:07Z'],
    ['2026-11-22T12:41:07.000000Z', '2026-11-22T12:41:07Z', '2026-11-22T12:41:07Z'],
    ['2026-11-22T12:41:07.000001Z', '2026-11-22T12:41:07Z', '2026-11-22T12:41:08Z'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'],
    ['2026-11-22T14:41:07.5+02:00', '2026-11-22T12:41:07Z', '2026-11-22T12:41:08Z'],
  ])('cuts %s outwards', (instant, down, up) => {
    expect(wholeSecond(instant, 'down')).toBe(down)
    expect(wholeSecond(instant, 'up')).toBe(up)
  })

  it('refuses what is no instant', () => {
    expect(() => wholeSecond('tomorrow', 'down')).toThrow(RangeError)
  })
})

describe('queryString', () => {
  it('leaves out what is not given and escapes the rest', () => {
    expect(
      queryString({
        user: 'https://api.calendly.com/users/U',
        sort: undefined,
        count: 100,
        email: 'a+b@c.d',
      }),
    ).toBe('user=https%3A%2F%2Fapi.calendly.com%2Fusers%2FU&count=100&email=a%2Bb%40c.d')
  })
})
