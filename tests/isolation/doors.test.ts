import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createSimulator, type Simulator } from 'calendly-simulator'
import { silentLog, systemClock } from 'calendly-sync-engine'
import { SignJWT } from 'jose'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { verifyEndpoint } from '../../packages/engine/src/sync/verify-endpoint.ts'
import { tokenVerifier } from '../../packages/server/src/http/auth/verify.ts'
import { until } from '../server/support/installation.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { type Served, serveHere } from '../support/serve-here.ts'
import { freePort } from '../support/server.ts'
import { type Lookout, openLookout } from './support/lookout.ts'

/*
 * T16, F10, by our own doors: whatever stands in deliveries, headers, queries, bodies and tokens, nothing is fetched but from
 * the configured origins. What that says is in outbound.test.ts.
 */

const secret = randomBytes(48).toString('base64')
const key = randomBytes(24).toString('base64url')

let lookout: Lookout
let simulator: Simulator
let calendlyUrl: string
let database: TestDatabase
let served: Served
let answerer: Server | undefined

beforeAll(async () => {
  lookout = await openLookout()
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  calendlyUrl = (await simulator.listen()).url
  database = await createTestDatabase()
  const port = await freePort()
  lookout.allow(calendlyUrl, `http://127.0.0.1:${port}`)
  served = await serveHere({
    PORT: String(port),
    DATABASE_URL: database.connectionString,
    CALENDLY_API_URL: calendlyUrl,
    CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
    CALENDLY_WEBHOOK_SIGNING_KEY: key,
    LOG_LEVEL: 'silent',
    SYNC_STARTUP_DELAY_SECONDS: '86400',
  })
  await until(
    () => fetch(`${served.url}/api/calendly/status`).then((answer) => answer.json()),
    (status) => typeof Object(status).completeAsOf === 'string',
  )
})
afterEach(() => {
  answerer?.close()
  answerer = undefined
})
afterAll(async () => {
  await served?.stop()
  await simulator?.close()
  await database?.drop()
  await lookout?.close()
})

/** A server of the operator's, to which calls are right. @returns its origin. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  answerer = server
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  lookout.allow(origin)
  return origin
}

test('genuine deliveries whose URIs lead elsewhere are read at the configured origin, or not at all', async () => {
  const { world, webhooks, people } = simulator
  const ours = webhooks.subscriptions().find(({ callback_url }) => callback_url.startsWith(served.url))
  expect(ours).toBeDefined()
  const uuid = randomUUID()
  for (const url of lookout.urls) {
    for (const event of [
      `${url}/scheduled_events/${uuid}`,
      url,
      `https://api.calendly.com/scheduled_events/${encodeURIComponent(url)}`,
    ]) {
      const payload = {
        uri: `${event}/invitees/${randomUUID()}`,
        event,
        email: 'a@example.com',
        status: 'active',
        created_at: new Date(world.now()).toISOString(),
        updated_at: new Date(world.now()).toISOString(),
        scheduled_event: undefined,
        cancel_url: url,
      }
      await webhooks.deliver(ours?.uri ?? '', {
        event: 'invitee.created',
        created_by: people.adviser,
        payload,
      })
    }
  }
  const settled = 'SELECT FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL'
  const client = new pg.Client({ connectionString: database.connectionString })
  await client.connect()
  await expect.poll(async () => (await client.query(settled)).rows.length, { timeout: 30_000 }).toBe(0)
  const { rows } = await client.query('SELECT count(*)::int AS count FROM calendly_sync.webhook_deliveries')
  expect(rows[0].count).toBeGreaterThan(lookout.urls.length)
  await client.end()
  await fetch(`${served.url}/api/calendly/sync`, { method: 'POST' }) // reads what the deliveries left as questions
  lookout.expectNothingElse()
}, 120_000)

test('no header, query or body of a request is fetched', async () => {
  const names = [
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-original-url',
    'x-rewrite-url',
    'forwarded',
    'referer',
    'origin',
    'from',
    'via',
  ]
  for (const url of lookout.urls) {
    const printable = encodeURI(url)
    const headers = Object.fromEntries(names.map((name) => [name, printable]))
    await fetch(`${served.url}/api/calendly/status`, { headers })
    for (const path of [
      '/api/meetings?q=',
      '/api/calendly/webhook/',
      '/api/meetings/',
      '/api/calendly/runs?cursor=',
    ]) {
      await fetch(`${served.url}${path}${encodeURIComponent(url)}`, {
        method: path.endsWith('/') ? 'POST' : 'GET',
      })
    }
    await fetch(`${served.url}/api/calendly/sync`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url, callback_url: url, webhookUrl: url, token: url }),
    })
  }
  lookout.expectNothingElse()
}, 120_000)

test('keys that a token names are not asked for, with a secret and with a key set', async () => {
  const keySet = await answering((_request, response) => response.writeHead(404).end())
  for (const sign of [{ JWT_SECRET: secret }, { JWT_JWKS_URL: `${keySet}/jwks` }]) {
    const port = await freePort()
    lookout.allow(`http://127.0.0.1:${port}`)
    const empty = await createTestDatabase() // secrets of the other one are sealed with other keys
    const other = await serveHere({
      ...sign,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: empty.connectionString,
      CALENDLY_API_URL: calendlyUrl,
      ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64')}`,
      LOG_LEVEL: 'silent',
      ROLE: 'web',
    })
    for (const url of lookout.urls) {
      for (const name of ['jku', 'x5u', 'kid', 'iss']) {
        const unsigned = new SignJWT({ sub: randomUUID(), ...(name === 'iss' && { iss: url }) })
          .setProtectedHeader({ alg: 'HS256', ...(name !== 'iss' && { [name]: url }) })
          .setExpirationTime('1 minute')
        const bearer = await unsigned.sign(new TextEncoder().encode('another secret of more than 32 bytes!'))
        const { status } = await fetch(`${other.url}/api/meetings`, {
          headers: { authorization: `Bearer ${bearer}` },
        })
        expect([401, 503]).toContain(status)
      }
    }
    await other.stop()
    await empty.drop()
  }
  lookout.expectNothingElse()
}, 120_000)

test('a key set that redirects is not followed', async () => {
  let to = ''
  let asked = 0
  const keySet = await answering((_request, response) => {
    asked += 1
    response.writeHead(302, { location: encodeURI(to) }).end()
  })
  for (const url of lookout.urls) {
    to = url
    const settings = {
      jwtSecret: undefined,
      jwtJwksUrl: `${keySet}/jwks`,
      jwtIssuer: undefined,
      jwtAudience: undefined,
    }
    const verify = tokenVerifier(settings, { clock: systemClock, log: silentLog })
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'a' })).toString('base64url')
    const payload = Buffer.from(JSON.stringify({ sub: 'x', exp: 9e9 })).toString('base64url')
    await expect(verify(`${header}.${payload}.${'A'.repeat(86)}`)).rejects.toMatchObject({ status: 503 })
  }
  expect(asked).toBe(lookout.urls.length)
  lookout.expectNothingElse()
})

test('a PUBLIC_URL that redirects takes no delivery elsewhere', async () => {
  let to = ''
  const ours = await answering((request, response) => {
    request.resume()
    response.writeHead(307, { location: encodeURI(to) }).end()
  })
  for (const url of lookout.urls) {
    to = url
    const proof = await verifyEndpoint(`${ours}/hook`, key, {
      now: Date.now,
      monotonic: () => 0,
      sleep: async () => {},
    })
    expect(proof).toMatchObject({ isOk: false, status: 307 })
  }
  lookout.expectNothingElse()
})
