import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant, limitUpTo, search, uuid } from './query.ts'

test.each([
  ['2026-11-22', '2026-11-22T00:00:00Z'],
  ['2026-11-22T21:05:00Z', '2026-11-22T21:05:00Z'],
  ['2026-11-22T21:05:00.123456Z', '2026-11-22T21:05:00.123456Z'],
  ['2026-11-22T21:05:00.1234567Z', '2026-11-22T21:05:00.123456Z'],
  ['2026-11-22T00:30:00.5+01:00', '2026-11-21T23:30:00.5Z'],
  ['2026-11-22T21:05:00+23:00', '2026-11-21T22:05:00Z'],
])('%s is the moment %s', (text, expected) => {
  expect(instant.parse(text)).toBe(expected)
})

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-11-22T21:05:00',
  '2026-11-22 21:05:00Z',
  '0000-01-01T00:00:00Z',
  '2026-13-01T00:00:00Z',
  'infinity',
])('%j is no moment', (text) => {
  expect(instant.safeParse(text).success).toBe(false)
})

test('any moment of JavaScript’s comes through unchanged', () => {
  const moments = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(moments, (moment) => {
      expect(Date.parse(instant.parse(moment.toISOString()))).toBe(moment.getTime())
    }),
  )
})

test('a limit is a whole number in range', () => {
  const limit = limitUpTo(200, 50)
  expect([limit.parse('1'), limit.parse('200')]).toEqual([1, 200])
  for (const wrong of ['0', '201', '-1', '1.5', 'x', '', ['1', '2']])
    expect(limit.safeParse(wrong).success).toBe(false)
})

test('an id is a UUID in any case, a search holds no NUL', () => {
  expect(uuid.parse('4E1F8A52-0B6A-4B06-9A1D-6F5A3A8F3C11')).toBe('4e1f8a52-0b6a-4b06-9a1d-6f5a3a8f3c11')
  expect(uuid.safeParse('1').success).toBe(false)
  expect(search.safeParse('a\0b').success).toBe(false)
})
