import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, integer, list, object, text } from './lenient.ts'
import { anyJson } from './testing/arbitrary-json.ts'

describe('instant', () => {
  it.each([
    ['2026-11-22T21:05:00.123456Z'],
    ['2026-11-22T21:05:00.123Z'],
    ['2026-11-22T21:05:00Z'],
    ['2026-11-22T21:05Z'],
    ['2026-11-22T21:05:00+00:00'],
    ['2026-11-22T21:05:00-07:00'],
    ['2026-11-22T21:05:00+0530'],
    ['2026-11-22T21:05:00.123456789Z'],
    ['2024-02-29T00:00:00Z'],
    ['2000-02-29T00:00:00Z'],
    ['1970-01-01T00:00:00Z'],
  ])('keeps %s as it was written, to the last digit', (value) => {
    expect(instant(value)).toBe(value)
  })

  it.each([
    ['2026-02-30T00:00:00Z', 'a day that does not exist, which JavaScript moves to March'],
    ['2025-02-29T00:00:00Z', 'a leap day of an ordinary year'],
    ['2100-02-29T00:00:00Z', 'a leap day of a century'],
    ['2026-04-31T00:00:00Z', 'the 31st of a short month'],
    ['2026-13-01T00:00:00Z', 'a thirteenth month'],
    ['2026-00-10T00:00:00Z', 'a month zero'],
    ['2026-01-00T00:00:00Z', 'a day zero'],
    ['0000-01-01T00:00:00Z', 'a year that Postgres does not have'],
    ['9999-12-31T23:59:59-15:00', 'a moment behind the last year'],
    ['0001-01-01T00:00:00+15:00', 'a moment before the first year'],
    ['2026-01-01T25:00:00Z', 'an hour that does not exist'],
    ['2026-01-01T23:59:60Z', 'a leap second'],
    ['2026-01-01T00:00:00+23:59', 'a zone farther off than Postgres takes'],
    ['2026-01-01T00:00:00+16:00', 'the first zone that Postgres refuses'],
    ['2026-01-01T00:00:00', 'no zone'],
    ['2026-01-01', 'no time'],
    ['2026-01-01 00:00:00Z', 'a blank for the T'],
    ['2026-W01-1T00:00:00Z', 'a week date'],
    ['+012026-01-01T00:00:00Z', 'a year of six digits'],
    ['2026-01-01T00:00:00,5Z', 'a decimal comma'],
    ['2026-01-01T00:00:00.Z', 'a dot without digits'],
    ['2026-01-01T00:00:00Z\n', 'a line break'],
    ['Sun, 22 Nov 2026 21:05:00 GMT', 'another format'],
    ['now', 'a word that Postgres would take'],
    ['infinity', 'another word that Postgres would take'],
    ['', 'nothing'],
  ])('is absent for %j: %s', (value) => {
    expect(instant(value)).toBeNull()
  })

  it('is absent for what is no text', () => {
    for (const value of [1_700_000_000, null, undefined, {}, ['2026-01-01T00:00:00Z']]) {
      expect(instant(value)).toBeNull()
    }
  })

  it('takes every moment of the calendar that JavaScript prints', () => {
    const dates = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(fc.property(dates, (date) => instant(date.toISOString()) === date.toISOString()))
  })
})

describe('integer', () => {
  it.each([
    [0, 0],
    [7, 7],
    ['7', 7],
    [' 7 ', 7],
    [-3, -3],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 31, null],
    [1.5, null],
    ['1.5', null],
    ['', null],
    [' ', null],
    ['seven', null],
    [true, null],
    [null, null],
    [[7], null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    ['1e400', null],
  ])('reads %j as %j', (value, number) => {
    expect(integer(value)).toBe(number)
  })
})

describe('text', () => {
  it.each([
    ['a', 'a'],
    ['', ''],
    [82000000001, '82000000001'],
    [12.5, '12.5'],
    [true, null],
    [null, null],
    [{}, null],
    [['a'], null],
  ])('reads %j as %j', (value, words) => {
    expect(text(value)).toBe(words)
  })
})

describe('the lenient readers', () => {
  it('answer their own type or nothing, whatever they are given', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(['string', 'object']).toContain(typeof text(value))
        expect(Array.isArray(list(value))).toBe(true)
        expect(Array.isArray(object(value) ?? {})).toBe(false)
        expect(typeof (object(value) ?? {})).toBe('object')
        expect(Number.isSafeInteger(integer(value) ?? 0)).toBe(true)
        expect(Number.isNaN(Date.parse(instant(value) ?? '2026-01-01T00:00:00Z'))).toBe(false)
      }),
    )
  })
})
