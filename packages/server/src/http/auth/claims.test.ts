import { expect, test } from 'vitest'
import { readClaims } from './claims.ts'

const id = '4e1f8a52-0b6a-4b06-9a1d-6f5a3a8f3c11'

test('a UUID is the user’s id, whatever its case', () => {
  expect(readClaims({ sub: id.toUpperCase() }, false)).toEqual({
    id,
    isEmailVouched: false,
    isOperator: false,
  })
})

test('another subject gets a stable UUID of its issuer', () => {
  const at = (iss: string | undefined, sub: string) => readClaims({ ...(iss && { iss }), sub }, false)?.id
  expect(at('https://a.example', 'auth0|7')).toMatch(/^[0-9a-f-]{14}5/)
  expect(at('https://a.example', 'auth0|7')).toBe(at('https://a.example', 'auth0|7'))
  expect(at('https://a.example', 'auth0|7')).not.toBe(at('https://b.example', 'auth0|7'))
  expect(at('https://a.example', 'auth0|7')).not.toBe(at('https://a.example', 'auth0|8'))
  expect(at(undefined, 'auth0|7')).not.toBe(at('https://a.example', 'auth0|7'))
})

test.each([[{}], [{ sub: '' }], [{ sub: '  ' }]])('%j names nobody', (payload) => {
  expect(readClaims(payload, false)).toBeUndefined()
})

test('an address is vouched for by email_verified: true alone, or where the platform is trusted', () => {
  const vouched = (claims: object, isTrusted: boolean) =>
    readClaims({ sub: id, ...claims }, isTrusted)?.isEmailVouched
  expect(vouched({ email: 'a@example.com', email_verified: true }, false)).toBe(true)
  expect(vouched({ email: 'a@example.com', email_verified: 'true' }, false)).toBe(false)
  expect(vouched({ email: 'a@example.com' }, false)).toBe(false)
  expect(vouched({ email: 'a@example.com' }, true)).toBe(true)
  expect(vouched({ email: 7 }, true)).toBe(false)
})

test('an operator is an admin, in app_metadata or directly, and nothing else', () => {
  const isOperator = (claims: object) => readClaims({ sub: id, ...claims }, false)?.isOperator
  expect(isOperator({ role: 'admin' })).toBe(true)
  expect(isOperator({ app_metadata: { role: 'admin' } })).toBe(true)
  expect(isOperator({ role: 'authenticated', app_metadata: { roles: ['admin'] } })).toBe(false)
  expect(isOperator({ user_metadata: { role: 'admin' } })).toBe(false)
})

test('Supabase’s user_metadata is the user’s own to write: neither address nor role is taken from it', () => {
  const user_metadata = { email: 'boss@example.com', email_verified: true, role: 'admin' }
  const claims = { sub: id, email: 'ada@example.com', role: 'authenticated', user_metadata }
  expect(readClaims(claims, false)).toEqual({
    id,
    email: 'ada@example.com',
    isEmailVouched: false,
    isOperator: false,
  })
})

test('an address or name that no column holds is none', () => {
  const email = `${'a'.repeat(400)}@example.com`
  expect(readClaims({ sub: id, email, name: 'A\0' }, true)).toEqual({
    id,
    isEmailVouched: false,
    isOperator: false,
  })
})
