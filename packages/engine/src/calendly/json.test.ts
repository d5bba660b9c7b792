import { describe, expect, it } from 'vitest'
import { parseJson } from './json.ts'

const parse = (text: string) => parseJson(Buffer.from(text))

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    const value = { a: ['[', '{"', '\\', '\\"[', 'ü😀'], b: { c: null, d: -1.5e3, '"': '' } }
    expect(parse(JSON.stringify(value))).toEqual({ ok: true, value })
    expect(parse(`\uFEFF ${JSON.stringify(value)}\n`)).toEqual({ ok: true, value })
  })

  it('lets brackets inside texts be, however many', () => {
    const value = { text: `${'[{'.repeat(300_000)}\\"` }
    expect(parse(JSON.stringify(value))).toEqual({ ok: true, value })
  })

  it('keeps NUL, lone surrogates and bytes that are no UTF-8 from stopping it', () => {
    expect(parse('{"a":"x\\u0000y\\ud800z"}')).toEqual({ ok: true, value: { a: 'x\u0000y\ud800z' } })
    const latin1 = Buffer.from('{"name":"Jörg"}', 'latin1')
    expect(parseJson(latin1)).toEqual({ ok: true, value: { name: 'J\uFFFDrg' } })
  })

  it('refuses nesting that would overflow whoever writes it out again', () => {
    expect(parse(`${'['.repeat(64)}${']'.repeat(64)}`)).toMatchObject({ ok: true })
    expect(parse(`${'['.repeat(65)}${']'.repeat(65)}`)).toEqual({ ok: false, problem: 'too_deep' })
    expect(parse('{"a":'.repeat(1_000_000))).toEqual({ ok: false, problem: 'too_deep' })
  })

  it('refuses a heap of empty parts', () => {
    expect(parse(`[${'{},'.repeat(250_000)}{}]`)).toEqual({ ok: false, problem: 'too_many_parts' })
  })

  it.each([
    ['', 'empty'],
    [' \r\n', 'empty'],
    ['<html><body>502</body></html>', 'not_json'],
    ['{"collection":[{"uri":"x', 'not_json'],
    ['{"a":"\\', 'not_json'],
    ['NaN', 'not_json'],
    ['{}{}', 'not_json'],
  ])('names what is wrong with %j without quoting it', (text, problem) => {
    expect(parse(text)).toEqual({ ok: false, problem })
  })

  it('makes plain members of names that could poison a prototype', () => {
    const parsed = parse('{"__proto__":{"polluted":true}}')
    expect(Object.keys(parsed.ok && typeof parsed.value === 'object' ? (parsed.value ?? {}) : {})).toEqual([
      '__proto__',
    ])
    expect('polluted' in {}).toBe(false)
  })
})
