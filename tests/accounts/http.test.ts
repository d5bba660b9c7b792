import { randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  getJson,
  imported,
  post,
  rows,
  startInstallation,
  type TestInstallation,
} from '../server/support/installation.ts'

/* The routes of accounts and OAuth, as a platform's page calls them (contract section 3). */

const secret = randomBytes(48).toString('base64')
const [ada, ben] = [randomUUID(), randomUUID()]

let server: TestInstallation

beforeAll(async () => {
  const publicUrl = 'https://sync.example'
  server = await startInstallation({
    environment: {
      HOST: '127.0.0.1',
      PUBLIC_URL: publicUrl,
      JWT_SECRET: secret,
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      CALENDLY_PERSONAL_ACCESS_TOKEN: '',
      CALENDLY_CLIENT_ID: 'sim-client',
      CALENDLY_CLIENT_SECRET: 'sim-client-secret',
    },
    fill: ({ oauth, world, people }) => {
      const { clientId, clientSecret } = oauth.standardClient
      const redirectUris = [`${publicUrl}/api/calendly/oauth/callback`]
      oauth.register({ clientId, clientSecret, kind: 'web', redirectUris })
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      world.book({ host: people.adviser, start, invitee: { name: 'Anna', email: 'anna@example.com' } })
    },
  })
}, 60_000)
afterAll(() => server?.stop())

async function as(user: string, path: string, init: RequestInit = {}) {
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setExpirationTime('5 minutes')
    .sign(new TextEncoder().encode(secret))
  const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${token}` }
  return { ...(await getJson(`${server.url}${path}`, { ...init, headers })), headers }
}

test('a platform’s user signs in at Calendly: start, callback, complete', async () => {
  const { status, body } = await as(ada, '/api/calendly/oauth/start', post({}))
  expect(status).toBe(200)
  const back = new URL(
    server.simulator.oauth.approve(String(body.url), { user: server.simulator.people.adviser }),
  )
  expect(`${back.origin}${back.pathname}`).toBe('https://sync.example/api/calendly/oauth/callback')
  const callback = await fetch(`${server.url}${back.pathname}${back.search}`, { redirect: 'manual' })
  expect(callback.status).toBe(303)
  expect(callback.headers.get('referrer-policy')).toBe('no-referrer')
  expect(callback.headers.get('cache-control')).toBe('no-store')
  const handed = new URL(callback.headers.get('location') ?? '')
  expect(handed.href).toMatch(/^https:\/\/sync\.example\/accounts#connect\?/)
  const { code, state } = Object.fromEntries(new URLSearchParams(handed.hash.replace('#connect?', '')))

  const stolen = await as(ben, '/api/calendly/oauth/complete', post({ code, state }))
  expect([stolen.status, stolen.body.code]).toEqual([400, 'oauth_state_unknown'])
  const completed = await as(ada, '/api/calendly/oauth/complete', post({ code, state }))
  expect([completed.status, completed.body.state]).toEqual([201, 'active'])
  await imported(server, completed.headers)
  const { body: meetings } = await as(ada, '/api/meetings')
  expect(rows(meetings.data).map((meeting) => meeting.accountIds)).toEqual([[completed.body.id]])
  expect(rows((await as(ben, '/api/meetings')).body.data)).toEqual([])
})

test('a refusal at Calendly comes back as such', async () => {
  const { body } = await as(ada, '/api/calendly/oauth/start', post({}))
  const back = new URL(server.simulator.oauth.deny(String(body.url)))
  const callback = await fetch(`${server.url}${back.pathname}${back.search}`, { redirect: 'manual' })
  expect(callback.headers.get('location')).toMatch(
    /#connect\?state=.*error=access_denied|error=access_denied/,
  )
})

test('a callback with anything else in it says nothing and goes nowhere else', async () => {
  for (const query of [
    '?redirect=https://evil.example',
    '?code=//evil.example',
    '?state=%0d%0aset-cookie:x=1',
    '',
  ]) {
    const answer = await fetch(`${server.url}/api/calendly/oauth/callback${query}`, { redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toMatch(/^https:\/\/sync\.example\/accounts#connect\?/)
    expect(answer.headers.get('set-cookie')).toBeNull()
  }
})

test('a pasted token answers 201 with the account; what is none names the field or the reason', async () => {
  const path = '/api/calendly/accounts'
  const made = await as(ben, path, post({ token: server.simulator.tokens.member }))
  expect([made.status, made.body.role]).toEqual([201, 'user'])
  const again = await as(ben, path, post({ token: server.simulator.tokens.member }))
  expect([again.status, again.body.id]).toEqual([201, made.body.id])
  for (const body of [
    {},
    { token: '' },
    { token: 'two words of it' },
    { token: 7 },
    { token: 'good-one', userId: ada },
  ]) {
    const answer = await as(ben, path, post(body))
    expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([400, 'invalid_request'])
  }
  const unknown = await as(ben, path, post({ token: 'unknown-token' }))
  expect([unknown.status, unknown.body.code]).toEqual([422, 'token_refused'])
  expect(JSON.stringify(unknown.body)).not.toContain('unknown-token')
})

test('an account is disconnected by its owner, once; for anybody else it is not there', async () => {
  const [account] = rows((await as(ben, '/api/calendly/accounts')).body.data)
  const path = `/api/calendly/accounts/${account?.id}`
  const foreign = await as(ada, path, { method: 'DELETE' })
  const absent = await as(ada, `/api/calendly/accounts/${randomUUID()}`, { method: 'DELETE' })
  expect(foreign.status).toBe(404)
  expect(foreign.body).toEqual(absent.body)
  expect((await as(ben, `${path}?data=burn`, { method: 'DELETE' })).status).toBe(400)
  expect((await as(ben, `${path}?data=erase`, { method: 'DELETE' })).body).toEqual({ disconnected: true })
  expect((await as(ben, path, { method: 'DELETE' })).status).toBe(404)
})
