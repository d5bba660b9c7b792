import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { getJson, startInstallation } from '../server/support/installation.ts'
import { password, startAccounts } from './support/installation.ts'

/* T24: who asks too much waits, and nobody else. Counted per process. */

const JWT_SECRET = randomBytes(48).toString('base64')
const ENCRYPTION_KEYS = `k1:${randomBytes(32).toString('base64')}`
const jwt = { JWT_SECRET, ENCRYPTION_KEYS, HOST: '127.0.0.1' }

const tokenOf = (sub: string) =>
  new SignJWT({ sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('5 minutes')
    .sign(new TextEncoder().encode(JWT_SECRET))

const from = (address: string) => ({ 'x-forwarded-for': address })

test('a user who asks too much waits; others behind the same address do not', async () => {
  const server = await startInstallation({ environment: { ...jwt, REQUESTS_PER_MINUTE: '30' } })
  const ask = async (token: string, headers: Record<string, string> = {}) =>
    getJson(`${server.url}/api/calendly/scheduler/status`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    })
  const [ada, ben] = [await tokenOf(randomUUID()), await tokenOf(randomUUID())]
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(ada)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(30)
  const refused = answers.find(({ status }) => status === 429)
  expect(refused).toMatchObject({ body: { code: 'too_many_requests', status: 429 } })
  const seconds = Number(refused?.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)
  // Another address in a header that nobody vouches for changes nothing.
  expect((await ask(ada, from('203.0.113.9'))).status).toBe(429)
  expect((await ask(ben)).status).toBe(200)
  expect(await server.stop()).toBe(0)
})

test('an address that asks too much waits, whatever it writes into headers; deliveries are taken all the same', async () => {
  const key = randomBytes(24).toString('hex')
  const more = { REQUESTS_PER_MINUTE: '30', CALENDLY_WEBHOOK_SIGNING_KEY: key }
  const server = await startInstallation({ environment: { ...jwt, ...more } })
  const statuses: number[] = []
  for (let asked = 0; asked < 320; asked++) {
    const headers = { authorization: 'Bearer x', ...from(`203.0.113.${asked % 250}`) }
    statuses.push((await getJson(`${server.url}/api/meetings`, { headers })).status)
  }
  // The readiness that the test itself asked for counts as well.
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(300)
  expect(statuses.at(-1)).toBe(429)
  const taken = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      const body = `{"event":"test","n":${n}}`
      const t = Math.floor(Date.now() / 1000)
      const v1 = createHmac('sha256', key).update(`${t}.${body}`).digest('hex')
      const headers = { 'calendly-webhook-signature': `t=${t},v1=${v1}`, 'content-type': 'application/json' }
      return (await fetch(`${server.url}/api/calendly/webhook`, { method: 'POST', headers, body })).status
    }),
  )
  expect(new Set(taken)).toEqual(new Set([200]))
  expect(await server.stop()).toBe(0)
})

test('behind a trusted proxy each address counts by itself; what a caller put there before does not', async () => {
  const server = await startAccounts({ environment: { TRUSTED_PROXIES: '127.0.0.1' } })
  const owner = await server.owner()
  const email = 'olga@example.com'
  const attempt = async (address: string, secret: string) => {
    const headers = { origin: server.url, 'content-type': 'application/json', ...from(address) }
    const init = { method: 'POST', headers, body: JSON.stringify({ email, password: secret }) }
    return getJson(`${server.url}/api/session`, init)
  }
  const guesses: number[] = []
  for (let guess = 0; guess < 25; guess++) {
    // The proxy appends whom it sees; what stands before is the caller's own invention.
    guesses.push((await attempt(`198.51.100.${guess}, 203.0.113.7`, `guess ${guess}`)).status)
  }
  expect(guesses).toEqual([...Array(20).fill(401), ...Array(5).fill(429)])
  const right = await attempt('203.0.113.7', password)
  expect(right).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
  // The person is not locked out elsewhere, nor where somebody is signed in already.
  expect((await attempt('198.51.100.1', password)).status).toBe(200)
  expect((await owner.get('/api/calendly/status')).status).toBe(200)
  expect(await server.stop()).toBe(0)
})

test('guesses at one person from everywhere come to an end', async () => {
  const server = await startAccounts({
    environment: { TRUSTED_PROXIES: '127.0.0.1', REQUESTS_PER_MINUTE: '100000' },
  })
  const attempt = async (address: string, email: string) => {
    const headers = { origin: server.url, 'content-type': 'application/json', ...from(address) }
    const body = JSON.stringify({ email, password: 'x'.repeat(200) }) // refused before it is hashed
    return (await getJson(`${server.url}/api/session`, { method: 'POST', headers, body })).status
  }
  const statuses: number[] = []
  for (let guess = 0; guess < 101; guess++)
    statuses.push(await attempt(`10.0.${guess}.1`, 'olga@example.com'))
  expect(statuses.indexOf(429)).toBe(100)
  expect(await attempt('10.1.0.1', 'clara@example.com')).toBe(401)
  expect(await server.stop()).toBe(0)
})
