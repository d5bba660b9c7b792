import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { exportJWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  getJson,
  imported,
  type Json,
  post,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from './support/installation.ts'

const secret = randomBytes(48).toString('base64')
const issuer = 'https://platform.example'
const audience = 'calendly-sync'
const encryption = { ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}` }

/** Ada and Jonas are in the organization of the installation's token; Eve is a stranger. */
const people = {
  clara: { sub: randomUUID(), email: 'clara@falkenberg-partner.example', email_verified: true },
  jonas: { sub: 'auth0|jonas', email: 'Jonas@falkenberg-partner.example', email_verified: true },
  eve: { sub: randomUUID(), email: 'clara@falkenberg-partner.example' },
  boss: {
    sub: randomUUID(),
    email: 'boss@platform.example',
    email_verified: true,
    app_metadata: { role: 'admin' },
  },
}

let server: TestInstallation

beforeAll(async () => {
  server = await startInstallation({
    environment: {
      JWT_SECRET: secret,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE: audience,
      HOST: '127.0.0.1',
      ...encryption,
    },
    fill: ({ world, people: { adviser, member } }) => {
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      world.book({ host: adviser, start, invitee: { name: 'Anna', email: 'anna@example.com' } })
      world.book({ host: member, start, invitee: { name: 'Ben', email: 'ben@example.com' } })
    },
  })
})

afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

function sign(claims: JWTPayload, expiresIn = '5 minutes'): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(new TextEncoder().encode(secret))
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function as(claims: JWTPayload, path: string, init: RequestInit = {}) {
  const headers = { ...Object.fromEntries(new Headers(init.headers)), ...bearer(await sign(claims)) }
  return getJson(`${server.url}${path}`, { ...init, headers })
}

const now = () => Math.floor(Date.now() / 1000)
const right = () => ({ iss: issuer, aud: audience, iat: now(), exp: now() + 60, ...people.clara })

/** A token made by hand, so that anything can be wrong with it. */
function forge(payload: object, header: object = { alg: 'HS256', typ: 'JWT' }, key: string = secret): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

const without = (name: string) => Object.fromEntries(Object.entries(right()).filter(([key]) => key !== name))

const wrongTokens: readonly (readonly [string, () => string])[] = [
  ['signed with another key', () => forge(right(), undefined, 'another secret of more than 32 bytes')],
  ['of algorithm none', () => forge(right(), { alg: 'none' }).replace(/[^.]*$/, '')],
  ['of algorithm HS512', () => forge(right(), { alg: 'HS512' })],
  ['of algorithm RS256', () => forge(right(), { alg: 'RS256' })],
  ['with a critical header nobody knows', () => forge(right(), { alg: 'HS256', crit: ['x'], x: 1 })],
  ['that has expired', () => forge({ ...right(), exp: now() - 61 })],
  ['that never expires', () => forge(without('exp'))],
  ['whose exp is text', () => forge({ ...right(), exp: '9999999999' })],
  ['that is not valid yet', () => forge({ ...right(), nbf: now() + 120 })],
  ['of another issuer', () => forge({ ...right(), iss: 'https://evil.example' })],
  ['of no issuer', () => forge(without('iss'))],
  ['for another audience', () => forge({ ...right(), aud: 'other' })],
  ['without a subject', () => forge(without('sub'))],
  ['with an empty subject', () => forge({ ...right(), sub: ' ' })],
  ['with a number for a subject', () => forge({ ...right(), sub: 7 })],
  [
    'whose payload was changed',
    () =>
      forge(right()).replace(
        /\.[^.]*\./,
        `.${Buffer.from(JSON.stringify({ ...right(), sub: people.boss.sub })).toString('base64url')}.`,
      ),
  ],
  ['cut short', () => forge(right()).slice(0, -2)],
  ['that is no token', () => 'abc'],
]

test.each(wrongTokens)('a token %s opens nothing', async (_what, make) => {
  for (const path of ['/api/meetings', '/api/calendly/status', '/api/meetings.csv']) {
    const { status, body, headers } = await getJson(`${server.url}${path}`, { headers: bearer(make()) })
    expect(status).toBe(401)
    expect(body).toMatchObject({ status: 401, code: 'unauthenticated', detail: expect.any(String) })
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /)
  }
})

test('only the header counts: no cookie, no query, no other scheme', async () => {
  const token = forge(right())
  const url = `${server.url}/api/calendly/status`
  expect((await getJson(url)).status).toBe(401)
  expect((await getJson(`${url}?token=${token}&access_token=${token}`)).status).toBe(401)
  expect((await getJson(url, { headers: { cookie: `token=${token}` } })).status).toBe(401)
  expect((await getJson(url, { headers: { authorization: `Basic ${token}` } })).status).toBe(401)
  expect((await getJson(url, { headers: { authorization: token } })).status).toBe(401)
  expect((await getJson(url, { headers: bearer(token) })).status).toBe(200)
})

test('what asks for nobody’s data needs no token', async () => {
  for (const path of ['/livez', '/readyz', '/openapi.json', '/']) {
    expect((await fetch(`${server.url}${path}`)).status, path).toBe(200)
  }
})

test('a vouched address is matched, its import runs, and each user sees the own meetings only', async () => {
  const seen: Record<string, Json> = {}
  for (const who of ['clara', 'jonas'] as const) {
    await imported(server, bearer(await sign(people[who])))
    const [meeting, ...others] = rows((await as(people[who], '/api/meetings')).body.data)
    expect(others).toEqual([])
    if (meeting) seen[who] = meeting
  }
  expect(seen['clara']).toMatchObject({ userId: people.clara.sub, attendees: [{ name: 'Anna' }] })
  expect(seen['jonas']).toMatchObject({ attendees: [{ name: 'Ben' }] })
  for (const [who, other] of [
    ['clara', 'jonas'],
    ['jonas', 'clara'],
  ] as const) {
    expect(await as(people[who], `/api/meetings/${seen[other]?.id}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
    expect(await as(people[who], `/api/meetings/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
    const [attendee] = rows(seen[other]?.attendees)
    expect((await as(people[who], `/api/clients/${attendee?.clientId}`)).status).toBe(404)
    expect(
      (await as(people[who], `/api/meetings?clientId=${attendee?.clientId}&view=all`)).body.data,
    ).toEqual([])
    const pause = { ...post({ state: 'paused' }), method: 'PATCH' }
    expect(
      (await as(people[who], `/api/calendly/accounts/${seen[other]?.calendlyAccountId}`, pause)).status,
    ).toBe(404)
    const sync = post({ accountId: seen[other]?.calendlyAccountId })
    expect((await as(people[who], '/api/calendly/sync', sync)).status).toBe(404)
  }
})

test('an address that nobody vouches for is matched to nothing, and the status says so', async () => {
  const { body } = await as(people.eve, '/api/calendly/status')
  expect(body).toMatchObject({ connected: false, accounts: [], problem: { code: 'email_unmatched' } })
  expect((await as(people.eve, '/api/meetings')).body.data).toEqual([])
  expect(await as(people.eve, '/api/calendly/sync', post({}))).toMatchObject({
    status: 409,
    body: { code: 'no_account' },
  })
})

test('an operator’s trigger ticks everybody, another user’s the own accounts', async () => {
  await imported(server, bearer(await sign(people.clara)))
  await imported(server, bearer(await sign(people.jonas)))
  const ended = async (claims: JWTPayload) => {
    const { status, body } = await as(claims, '/api/calendly/scheduler/trigger', { method: 'POST' })
    expect(status).toBe(202)
    const path = `/api/calendly/runs/${body.runId}`
    const run = await until(
      () => as(claims, path),
      (answer) => String(answer.body.state) === 'succeeded',
    )
    return { path, accounts: rows(run.body.accounts) }
  }
  const everybody = await ended(people.boss)
  expect(everybody.accounts).toHaveLength(2)
  expect(rows((await as(people.clara, everybody.path)).body.accounts)).toMatchObject([
    { userId: people.clara.sub },
  ])
  const own = await ended(people.clara)
  expect(own.accounts).toMatchObject([{ userId: people.clara.sub }])
  expect((await as(people.jonas, own.path)).status).toBe(404)
  expect((await as(people.boss, own.path)).status).toBe(404)
})

test('a page of the platform’s own origin may ask with its token', async () => {
  const preflight = await fetch(`${server.url}/api/meetings`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.platform.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
})

test('tokens are checked with a key set; without its answer nobody is let in, and told why', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'a', alg: 'ES256', use: 'sig' }] }
  let isAway = true
  const platform = await serveKeys(() => (isAway ? undefined : JSON.stringify(keys)))
  const JWT_JWKS_URL = `http://127.0.0.1:${platform.port}/jwks`
  const other = await startInstallation({ environment: { JWT_JWKS_URL, HOST: '127.0.0.1', ...encryption } })
  try {
    const token = await new SignJWT(people.clara)
      .setProtectedHeader({ alg: 'ES256', kid: 'a' })
      .setExpirationTime('5 minutes')
      .sign(privateKey)
    const ask = (value: string) => getJson(`${other.url}/api/calendly/status`, { headers: bearer(value) })
    expect(await ask(token)).toMatchObject({ status: 503, body: { code: 'sign_in_keys_unavailable' } })
    isAway = false
    await until(
      () => ask(token),
      ({ status }) => status === 200,
    )
    // The public key is no secret: a token signed with it as if it were one is refused.
    const confused = forge(right(), { alg: 'HS256', kid: 'a' }, JSON.stringify(keys.keys[0]))
    expect((await ask(confused)).status).toBe(401)
    expect((await ask(token.replace(/.{4}$/, 'AAAA'))).status).toBe(401)
  } finally {
    await other.stop()
    platform.server.close()
  }
})

function serveKeys(answer: () => string | undefined): Promise<{ server: Server; port: number }> {
  const keyServer = createServer((_request, response) => {
    const body = answer()
    response
      .writeHead(body === undefined ? 500 : 200, { 'content-type': 'application/json' })
      .end(body ?? '{}')
  })
  return new Promise((resolve) =>
    keyServer.listen(0, '127.0.0.1', () => {
      const address = keyServer.address()
      resolve({ server: keyServer, port: typeof address === 'object' && address ? address.port : 0 })
    }),
  )
}
