import { randomBytes } from 'node:crypto'
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

test('a single changed character anywhere closes it', () => {
  const secrets = createSecrets([newer])
  const sealed = secrets.seal('signing key', 'endpoint 1')
  for (let at = sealed.indexOf('.', 3) + 1; at < sealed.length; at++) {
    // The last character of base64url may carry bits that nothing reads.
    if (sealed[at] === '.' || sealed[at + 1] === '.' || at === sealed.length - 1) continue
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
    expect(() => secrets.open(changed, 'endpoint 1')).toThrow()
  }
})

test('no two sealings are alike, and none shows the text', () => {
  const secrets = createSecrets([newer])
  const sealed = Array.from({ length: 1000 }, () => secrets.seal('canary', 'endpoint 1'))
  expect(new Set(sealed).size).toBe(1000)
  expect(sealed.some((one) => one.includes('canary') || one.includes('Y2FuYXJ5'))).toBe(false)
})

test('keys of another length are refused', () => {
  expect(() => createSecrets([{ id: 'short', key: randomBytes(16) }])).toThrow('short')
  expect(() => createSecrets([])).toThrow('at least one')
})
