import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSecrets } from './secrets.ts'

const older = { id: 'k1', key: randomBytes(32) }
const newer = { id: 'k2', key: randomBytes(32) }

test('what is sealed opens again, for its owner only', () => {
  const secrets = createSecrets([newer, older])
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, of, other) => {
      const sealed = secrets.seal(text, of)
      expect(secrets.open(sealed, of)).toBe(text)
      if (other !== of) expect(() => secrets.open(sealed, other)).toThrow('does not open')
    }),
  )
})

test('a rotated key still opens what it sealed, and the newest one seals', () => {
  const sealed = createSecrets([older]).seal('signing key', 'endpoint 1')
  const both = createSecrets([newer, older])
  expect(both.open(sealed, 'endpoint 1')).toBe('signing key')
  expect(both.seal('signing key', 'endpoint 1')).toMatch(/^v1\.k2\./)
  expect(() => createSecrets([newer]).open(sealed, 'endpoint 1')).toThrow('"k1", which is not among')
})

test('a single changed, missing or added character anywhere closes it', () => {
  const secrets = createSecrets([newer])
  const sealed = secrets.seal('signing key', 'endpoint 1')
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, put) => {
      const changed = `${sealed.slice(0, at)}${put}${sealed.slice(at + 1)}`
      if (changed !== sealed) expect(() => secrets.open(changed, 'endpoint 1')).toThrow()
    }),
    { numRuns: 2000 },
  )
})

test('a single flipped bit of nonce, tag or text closes it', () => {
  const secrets = createSecrets([newer])
  const [version, id, ...parts] = secrets.seal('signing key', 'endpoint 1').split('.')
  for (const [n, part] of parts.entries()) {
    const bytes = Buffer.from(part, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const changed = [version, id, ...parts.with(n, flipped.toString('base64url'))].join('.')
      expect(() => secrets.open(changed, 'endpoint 1')).toThrow('does not open')
    }
  }
})

test('no part of one secret fits another, though key and owner are the same', () => {
  const secrets = createSecrets([newer, older])
  const sealed = fc
    .tuple(fc.string(), fc.string())
    .map((texts) => texts.map((text) => secrets.seal(text, 'a')))
  fc.assert(
    fc.property(sealed, fc.integer({ min: 1, max: 3 }), ([one = '', other = ''], part) => {
      const swapped = one
        .split('.')
        .with(part, other.split('.')[part] ?? '')
        .join('.')
      if (swapped !== one) expect(() => secrets.open(swapped, 'a')).toThrow()
    }),
  )
})

test('no two sealings are alike, and none shows the text', () => {
  const secrets = createSecrets([newer])
  const sealed = Array.from({ length: 1000 }, () => secrets.seal('canary', 'endpoint 1'))
  expect(new Set(sealed).size).toBe(1000)
  expect(sealed.some((one) => one.includes('canary') || one.includes('Y2FuYXJ5'))).toBe(false)
})

test('T12: no nonce is used twice', () => {
  const secrets = createSecrets([newer])
  const count = process.env.PROVE ? 1_000_000 : 100_000
  const nonces = new Set<string>()
  for (let n = 0; n < count; n++) nonces.add(secrets.seal('', '').split('.')[2] ?? '')
  expect(nonces.size).toBe(count)
})

test('T14: no error shows a key, sealed text or what was sealed', () => {
  const canary = 'a very secret token'
  const sealed = createSecrets([older]).seal(canary, 'a')
  const hidden = [older, newer].flatMap(({ key }) => spellings(key))
  hidden.push(canary, sealed, sealed.split('.')[3] ?? '', key31.toString('base64'), key31.toString('hex'))
  const attempts = [
    () => createSecrets([newer]).open(sealed, 'a'),
    () => createSecrets([{ ...newer, id: 'k1' }]).open(sealed, 'a'),
    () => createSecrets([older]).open(sealed, 'b'),
    () => createSecrets([older]).open(`${sealed}AA`, 'a'),
    () => createSecrets([older]).open(canary, 'a'),
    () => createSecrets([{ id: 'short', key: key31 }]),
    () => createSecrets([older, { ...newer, id: 'k1' }]),
    () => createSecrets([{ ...older, id: older.key.toString('base64') }]),
  ]
  for (const attempt of attempts) {
    const error = thrownBy(attempt)
    const told = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), String(error)].join()
    expect(hidden.filter((secret) => told.includes(secret))).toEqual([])
  }
})

const key31 = randomBytes(31)

const spellings = (key: Buffer) => [key.toString('base64'), key.toString('hex'), key.toString('base64url')]

function thrownBy(attempt: () => unknown): unknown {
  try {
    attempt()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

test('keys of another length, without a proper id, or of one id are refused', () => {
  expect(() => createSecrets([{ id: 'short', key: randomBytes(16) }])).toThrow('short')
  expect(() => createSecrets([])).toThrow('at least one')
  expect(() => createSecrets([{ ...newer, id: 'k.2' }])).toThrow('no word')
  expect(() => createSecrets([newer, { ...older, id: newer.id }])).toThrow('the same id')
})
