import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyJson, hostileText, isStorable } from './testing/arbitrary-json.ts'
import { cleanJson, cleanText } from './text.ts'

/* H31: one documented rule makes any text storable; what was storable stays as it is. */

describe('cleanText', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a\u0000b', 'a\uFFFDb'],
    ['\u0000\u0000', '\uFFFD\uFFFD'],
    ['\uD83D', '\uFFFD'],
    ['\uDE00', '\uFFFD'],
    ['\uDE00\uD83D', '\uFFFD\uFFFD'],
    ['\uD83D\uD83D\uDE00', '\uFFFD😀'],
    ['\uD83D\uDE00\uDE00', '😀\uFFFD'],
    ['👩🏽‍⚕️ שלום \u202E', '👩🏽‍⚕️ שלום \u202E'],
    ['\u0001\u001F\u007F', '\u0001\u001F\u007F'],
  ])('turns %j into %j', (given, kept) => {
    expect(cleanText(given)).toBe(kept)
  })

  it('makes any text storable, once and for all, and leaves storable text alone', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const clean = cleanText(text)
        expect(isStorable(clean)).toBe(true)
        expect(cleanText(clean)).toBe(clean)
        expect(clean).toHaveLength(text.length)
        if (isStorable(text)) expect(clean).toBe(text)
      }),
    )
  })
})

describe('cleanJson', () => {
  it('makes any JSON value storable, once and for all, and leaves a storable one alone', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const clean = cleanJson(value)
        expect(isStorable(clean)).toBe(true)
        expect(cleanJson(clean)).toEqual(clean)
        if (isStorable(value)) expect(clean).toEqual(value)
      }),
    )
  })

  it('cleans keys as well, and keeps those that are special in JavaScript as plain members', () => {
    const clean = cleanJson(
      JSON.parse('{"a\\u0000": 1, "__proto__": {"polluted": true}, "constructor": {"prototype": 2}}'),
    )
    expect(JSON.stringify(clean)).toBe(
      '{"a\uFFFD":1,"__proto__":{"polluted":true},"constructor":{"prototype":2}}',
    )
    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('cuts off what nests deeper than 64, so that a hostile body ends no process and no statement', () => {
    const nested = (depth: number): unknown =>
      JSON.parse(`${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`)
    expect(cleanJson(nested(64))).toEqual(nested(64))
    const cut = JSON.stringify(cleanJson(nested(6000)))
    expect(cut).toBe(`${'[{"a":'.repeat(32)}null${'}]'.repeat(32)}`)
  })

  it('changes nothing in place', () => {
    const given = { a: ['\u0000'] }
    cleanJson(given)
    expect(given).toEqual({ a: ['\u0000'] })
  })
})
