import { expect, test } from 'vitest'
import { requireLocal } from './guard.ts'

const refused = expect.objectContaining({ status: 403, code: 'not_local' })

test.each(['127.0.0.1:3000', 'localhost', 'LOCALHOST:3000', '[::1]:3000', '127.8.9.10'])(
  '%s is this machine',
  (host) => {
    expect(() => requireLocal({ host })).not.toThrow()
  },
)

test.each([
  undefined,
  '',
  'calendly.example.com',
  'abc.ngrok.app',
  '192.168.1.7:3000',
  '0.0.0.0',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '127.0.0.1@evil.example',
  '[::2]',
])('%j is not this machine', (host) => {
  expect(() => requireLocal(host === undefined ? {} : { host })).toThrow(refused)
})

test('a proxy that rewrites Host gives itself away by what it forwards', () => {
  const headers = { host: 'localhost:3000', 'x-forwarded-host': 'meetings.example.com' }
  expect(() => requireLocal(headers)).toThrow(refused)
})

test('a page of somebody else’s may not ask, a page of this machine may', () => {
  const host = '127.0.0.1:3000'
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
    expect(() => requireLocal({ host, origin })).toThrow(refused)
  }
  expect(() => requireLocal({ host, origin: 'http://localhost:5173' })).not.toThrow()
})
