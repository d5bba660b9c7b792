import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addMonths, isoMicros, parseIso, toMicros } from './stamps.ts'

it('prints every moment as Date does, and the microseconds besides', () => {
  const range = { min: Date.UTC(1900, 0, 1), max: Date.UTC(2250, 0, 1) }
  fc.assert(
    fc.property(fc.integer(range), fc.integer({ min: 0, max: 999 }), (ms, micros) => {
      const text = new Date(ms).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`)
      expect(isoMicros(ms * 1000 + micros)).toBe(text)
      expect(parseIso(text)).toBe(ms * 1000 + micros)
    }),
    { numRuns: 2_000 },
  )
})

it('prints leap days and the ends of years', () => {
  for (const text of [
    '2024-02-29T23:59:59.999999Z',
    '2000-02-29T00:00:00.000000Z',
    '2025-12-31T23:59:59.000001Z',
  ]) {
    expect(isoMicros(toMicros(text))).toBe(text)
  }
})

it('reads whole seconds, milliseconds and zones, and nothing without a zone', () => {
  const whole = Date.UTC(2026, 0, 2, 3, 4, 5) * 1000
  expect(parseIso('2026-01-02T03:04:05Z')).toBe(whole)
  expect(parseIso('2026-01-02T04:04:05.5+01:00')).toBe(whole + 500_000)
  for (const text of ['2026-01-02T03:04:05', '2026-01-02', 'soon', '2026-13-02T03:04:05Z']) {
    expect(parseIso(text)).toBeUndefined()
  }
  expect(() => toMicros('soon')).toThrow('"soon" is no point in time')
})

it('adds calendar months', () => {
  expect(isoMicros(addMonths(toMicros('2026-03-15T10:00:00Z'), 6))).toBe('2026-09-15T10:00:00.000000Z')
})
