import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSignedWith, readSignature, type Signature } from './webhook-signature.ts'

const key = 'a key of the subscription'
const body = Buffer.from('{"event":"invitee.created"}')
const t = '1795600000'
const hex = (of: Uint8Array, at = t, by = key) =>
  createHmac('sha256', by).update(`${at}.`).update(of).digest('hex')
const good = `t=${t},v1=${hex(body)}`

/** Whether the header lets the body in. */
function accepts(
  header: string | undefined,
  keys: readonly string[] = [key],
  of: Uint8Array = body,
): boolean {
  const signature = readSignature(header)
  return typeof signature === 'object' && isSignedWith(keys, signature, of)
}

test('takes what Calendly signed, and knows when', () => {
  expect(accepts(good)).toBe(true)
  expect((readSignature(good) as Signature).signedAtMs).toBe(1_795_600_000_000)
})

test('takes any of several keys and any of several v1 parts, whichever comes first', () => {
  const other = hex(body, t, 'another key')
  expect(accepts(good, ['another key', key])).toBe(true)
  expect(accepts(`t=${t},v1=${other},v1=${hex(body)}`)).toBe(true)
  expect(accepts(`t=${t},v1=${hex(body)},v1=${other}`)).toBe(true)
  expect(accepts(`t=${t},v0=abc,v1=${hex(body)}`)).toBe(true)
  expect(accepts(`t=${t},v1=${hex(body).toUpperCase()}`)).toBe(true)
})

test('signs the stamp as it is written', () => {
  expect(accepts(`t=0${t},v1=${hex(body, `0${t}`)}`)).toBe(true)
  expect(accepts(`t=0${t},v1=${hex(body)}`)).toBe(false)
})

describe('lets nothing else in', () => {
  const digest = hex(body)
  const refused: readonly (readonly [string, string | undefined])[] = [
    ['no header', undefined],
    ['an empty header', ''],
    ['only a stamp', `t=${t}`],
    ['only a digest', `v1=${digest}`],
    ['the stamp last', `v1=${digest},t=${t}`],
    ['two stamps', `t=${t},t=${t},v1=${digest}`],
    ['an empty stamp', `t=,v1=${digest}`],
    ['a negative stamp', `t=-1,v1=${digest}`],
    ['a stamp with a fraction', `t=${t}.0,v1=${digest}`],
    ['a stamp in hex', `t=0x1,v1=${digest}`],
    ['a stamp of thirteen digits', `t=1795600000000,v1=${digest}`],
    ['another version', `t=${t},v2=${digest}`],
    ['a version in capitals', `t=${t},V1=${digest}`],
    ['another algorithm by name', `t=${t},sha1=${digest}`],
    ['a digest that is too short', `t=${t},v1=${digest.slice(0, 62)}`],
    ['a digest that is too long', `t=${t},v1=${digest}00`],
    ['junk behind the digest', `t=${t},v1=${digest}zz`],
    ['a digest that is no hex', `t=${t},v1=${digest.slice(0, 63)}g`],
    ['a half digest beside a good one', `t=${t},v1=${digest},v1=00`],
    ['an empty digest', `t=${t},v1=`],
    ['the digest in base64', `t=${t},v1=${Buffer.from(digest, 'hex').toString('base64')}`],
    ['a space after the comma', `t=${t}, v1=${digest}`],
    ['a space in front', ` t=${t},v1=${digest}`],
    ['a line feed at the end', `t=${t},v1=${digest}\n`],
    ['a NUL inside', `t=${t},v1=${digest}\u0000`],
    ['a full-width digit', `t=１795600000,v1=${digest}`],
    ['semicolons', `t=${t};v1=${digest}`],
    ['a trailing comma', `t=${t},v1=${digest},`],
    ['a value with a second equals sign', `t=${t},v1==${digest}`],
    ['two headers joined', `${good}, ${good}`],
    ['a thousand parts', `t=${t}${`,v1=${'0'.repeat(64)}`.repeat(1000)}`],
    ['six digests, one of them right', `t=${t}${`,v1=${'0'.repeat(64)}`.repeat(5)},v1=${digest}`],
    ['the wrong stamp', `t=1795600001,v1=${digest}`],
    ['a digest over the body alone', `t=${t},v1=${createHmac('sha256', key).update(body).digest('hex')}`],
    ['a digest with another key', `t=${t},v1=${hex(body, t, 'another key')}`],
    ['a digest with an empty key', `t=${t},v1=${hex(body, t, '')}`],
    ['sha-512 cut to size', `t=${t},v1=${createHmac('sha512', key).update(body).digest('hex').slice(0, 64)}`],
  ]
  test.each(refused)('%s', (_name, header) => {
    expect(accepts(header)).toBe(false)
  })

  test('a body that differs in one byte', () => {
    for (let at = 0; at < body.length; at++) {
      const changed = Buffer.from(body)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(accepts(good, [key], changed)).toBe(false)
    }
  })

  test('anything without a key, or with an empty one', () => {
    expect(accepts(good, [])).toBe(false)
    expect(accepts(`t=${t},v1=${hex(body, t, '')}`, [''])).toBe(false)
  })

  test('whatever else a header may hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), mangled), (header) => {
        if (header.toLowerCase() !== good) expect(accepts(header)).toBe(false)
      }),
      { numRuns: 5000 },
    )
  })
})

/** The good header with a piece cut out, doubled or replaced. */
const mangled = fc
  .tuple(fc.nat(good.length), fc.nat(8), fc.oneof(fc.constant(''), fc.string({ maxLength: 6 })))
  .map(([at, length, into]) => good.slice(0, at) + into + good.slice(at + length))
  .filter((header) => readSignature(header) === 'malformed' || !header.startsWith(`t=${t},v1=${hex(body)}`))
