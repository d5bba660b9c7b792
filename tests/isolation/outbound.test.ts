import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { createSimulator, type Simulator } from 'calendly-simulator'
import { CalendlyError, createSync, type Sync, silentLog, systemClock } from 'calendly-sync-engine'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBudget } from '../../packages/engine/src/calendly/budget.ts'
import { type CalendlyClient, createCalendlyClient } from '../../packages/engine/src/calendly/client.ts'
import { memoryBudgetStore } from '../../packages/engine/src/calendly/memory-budget-store.ts'
import { findColleague, identify } from '../../packages/engine/src/flows/connect.ts'
import { isReachable } from '../../packages/engine/src/flows/reachable.ts'
import { importRun, localUser, syncNow } from '../engine/support/rig.ts'
import { until } from '../server/support/installation.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { freePort } from '../support/server.ts'
import { type Canary, openCanary, type Watch, watchConnections } from './support/canary.ts'
import { insideHosts, insideUrls } from './support/inside-urls.ts'
import { type Served, serveHere } from './support/serve-here.ts'
import {
  mapTexts,
  startTwistedCalendly,
  type Twist,
  type TwistedCalendly,
} from './support/twisted-calendly.ts'

/*
 * T16, H14, F10. Which URLs become an outbound call at all?
 *
 * - `CALENDLY_API_URL` (engine and doctor): the operator's, and may be anything. Every call goes to its origin; of what
 *   Calendly answers only the last segment of a URI (as one encoded segment of a path) and the query of `next_page` are
 *   ever sent, to that origin. Redirects are not followed.
 * - `JWT_JWKS_URL`: the operator's. What a token says of keys (`jku`, `x5u`, `jwk`, `kid`) is not asked for.
 * - `PUBLIC_URL`: the operator's. `webhooks verify` posts to the URLs that were made of it, and follows no redirect.
 *   Calendly, not we, calls the subscriptions' URLs.
 * - Nothing else: no body, query, header or token of a user, and no field of a meeting, is ever fetched. There is no
 *   setting yet by which a user brings a URL.
 *
 * So what is left to try is Calendly's answers, deliveries, tokens, and headers. The proof is not only a canary that
 * nobody may touch: every connection that this process attempts is noted.
 */

const isFull = Boolean(process.env.PROVE)
const token = randomBytes(24).toString('base64url')

let canary: Canary
let watch: Watch
let urls: readonly string[]
let simulator: Simulator
let twisted: TwistedCalendly
let testDatabase: TestDatabase
let sync: Sync
let client: CalendlyClient
let userId: string
const allowed = new Set<string>()

beforeAll(async () => {
  canary = await openCanary()
  urls = insideUrls(canary.port, isFull)
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  for (const days of [1, 2, 3]) bookAhead(days)
  const { url } = await simulator.listen()
  twisted = await startTwistedCalendly(url)
  testDatabase = await createTestDatabase()
  allow(url, twisted.url)
  watch = watchConnections()
  sync = createSync({
    users: 'local',
    random: () => 0,
    window: { lookbackDays: 2, lookaheadDays: 30 },
    database: testDatabase,
    calendly: { origin: twisted.url, personalAccessToken: simulator.tokens.adviser },
    schedule: { startupDelayMs: 86_400_000, intervalMs: 86_400_000 },
  })
  await sync.start()
  userId = await localUser(sync)
  await importRun(sync, userId)
  const parts = { clock: systemClock, random: () => 0, log: silentLog }
  client = createCalendlyClient({
    ...parts,
    origin: twisted.url,
    accessToken: async () => simulator.tokens.adviser,
    budget: createBudget({ ...parts, key: 'k', store: memoryBudgetStore(systemClock, 1e6) }),
  })
})
afterAll(async () => {
  watch?.stop()
  await client?.close()
  await sync?.stop()
  await twisted?.close()
  await simulator?.close()
  await testDatabase?.drop()
  await canary?.close()
})

function bookAhead(days: number): void {
  const start = Math.ceil(simulator.world.now() / 3_600_000) * 3_600_000 + days * 86_400_000
  simulator.world.book({
    host: simulator.people.adviser,
    start,
    location: { kind: 'physical', text: 'Room' },
    invitee: { name: 'Anna', email: `anna${days}@example.com` },
  })
}

/** Our own servers, to which connections are right. */
function allow(...origins: string[]): void {
  for (const origin of origins) allowed.add(new URL(origin).host)
}

/** Nothing has touched the canary, and nothing was tried but our own servers (Postgres is a socket without a port). */
function expectNothingElse(): void {
  expect(canary.hits).toEqual([])
  const strange = [...watch.attempts].filter((attempt) => !allowed.has(attempt) && attempt !== 'localhost')
  expect(strange).toEqual([])
}

test('the canary and the watch would notice', async () => {
  const seen = watchConnections()
  const other = await openCanary()
  for (const host of ['127.0.0.1', '[::1]', '0x7f000001'])
    await fetch(`http://${host}:${other.port}`).catch(() => {})
  expect(other.hits.length).toBeGreaterThanOrEqual(2)
  expect([...seen.attempts].some((attempt) => attempt.endsWith(`:${other.port}`))).toBe(true)
  expect(other.hits.join('')).toContain('GET / HTTP/1.1')
  seen.stop()
  allowed.add(`127.0.0.1:${other.port}`).add(`::1:${other.port}`)
  await other.close()
  expect(urls.length).toBeGreaterThanOrEqual(isFull ? 300 : 80)
})

/** One URL for each answer of a list or of anything else. */
const oneAtATime: Readonly<Record<string, (url: string) => Twist>> = {
  'next_page, with a token': (url) => nextPage(`${url}${url.includes('?') ? '&' : '?'}page_token=AAAA`),
  'next_page, without a token': (url) => nextPage(url),
  redirects: (url) => (answer) => ({
    ...answer,
    status: [301, 302, 303, 307, 308][url.length % 5] ?? 302,
    // A header is Latin-1; a client decodes what stands encoded in it.
    headers: { location: encodeURI(url).replace(/%25/g, '%') },
  }),
}

function nextPage(url: string): Twist {
  return (answer) => {
    const body = answer.body as { pagination?: object } | undefined // an answer of the simulator
    if (!body?.pagination) return answer
    const pagination = { ...body.pagination, next_page: url, next_page_token: null }
    return { ...answer, body: { ...body, pagination } }
  }
}

test.each(Object.entries(oneAtATime))(
  "Calendly's answers: %s",
  async (_where, twistTo) => {
    const before = simulator.requests.count()
    const readList = async () => {
      for await (const _ of client.scheduledEvents({ user: simulator.people.adviser }));
    }
    for (const url of urls) {
      twisted.twist(twistTo(url))
      await expect(readList()).rejects.toBeInstanceOf(CalendlyError)
    }
    await syncNow(sync, userId) // and the engine as a whole, with the last of them
    twisted.twist(undefined)
    expect(simulator.requests.count() - before).toBeGreaterThan(urls.length)
    expectNothingElse()
  },
  120_000,
)

/** How a URL stands in the rows of a list. */
const inRows: Readonly<Record<string, (text: string, member: string, url: string) => string>> = {
  'URIs with another host': (text, _member, url) =>
    text.replace('https://api.calendly.com', url.replace(/\/v1$/, '')),
  'URIs, whole': (text, member, url) => (member === 'uri' ? url : text),
  'URIs, as an encoded segment': (text, member, url) =>
    member === 'uri' ? `https://api.calendly.com/scheduled_events/${encodeURIComponent(url)}` : text,
  'URIs, behind another path': (text, member, url) =>
    member === 'uri'
      ? text.replace('/scheduled_events/', `/${encodeURIComponent(url)}/scheduled_events/../`)
      : text,
  'every other link': (text, member, url) =>
    /_url$|^(event_type|location|calendar_event|external_id|organization|rescheduled|old_invitee|new_invitee)$/.test(
      member,
    )
      ? url
      : text,
}

test.each(Object.entries(inRows))(
  "the rows of Calendly's lists: %s",
  async (_where, change) => {
    const before = simulator.requests.count()
    twisted.twist((answer) => {
      const body = answer.body as { collection?: object[] } | undefined // an answer of the simulator
      const [first] = body?.collection ?? []
      if (!first) return answer
      // A row for every URL, each told apart by its identifier.
      const rows = urls.map((url) =>
        mapTexts({ ...first, uri: rowUri(first) }, (text, member) => change(text, member, url)),
      )
      return { ...answer, body: { ...body, collection: rows } }
    })
    await syncNow(sync, userId)
    twisted.twist(undefined)
    await syncNow(sync, userId) // now the rows that came of it are asked for, one by one
    expect(simulator.requests.count() - before).toBeGreaterThan(3)
    expectNothingElse()
  },
  120_000,
)

function rowUri(row: object): string {
  const { uri } = row as { uri?: string } // every row of Calendly's has one
  return String(uri).replace(/[^/]+$/, randomUUID())
}

test('whose token it is: identity, organization and colleagues', async () => {
  let believed = 0
  for (const url of urls) {
    twisted.twist((answer) => ({
      ...answer,
      body: mapTexts(answer.body, (text, member) =>
        /^(uri|user|current_organization|organization)$/.test(member) ? url : text,
      ),
    }))
    const identity = await identify(client).catch(() => undefined)
    if (!identity) continue // what is no URI of the web is no answer
    believed += 1
    await findColleague(client, { ...identity, role: 'admin' }, 'jonas@falkenberg-partner.example').catch(
      () => {},
    )
  }
  twisted.twist(undefined)
  expect(believed).toBeGreaterThan(80)
  expectNothingElse()
}, 120_000)

describe('our own doors', () => {
  const secret = randomBytes(48).toString('base64')
  let served: Served
  let database: TestDatabase
  let keys: Server

  beforeAll(async () => {
    database = await createTestDatabase()
    const port = await freePort()
    allow(`http://127.0.0.1:${port}`)
    served = await serveHere({
      PORT: String(port),
      DATABASE_URL: database.connectionString,
      CALENDLY_API_URL: twisted.url,
      CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
      CALENDLY_WEBHOOK_SIGNING_KEY: token,
      LOG_LEVEL: 'silent',
      SYNC_STARTUP_DELAY_SECONDS: '86400',
    })
    keys = createServer((_request, response) => response.writeHead(404).end())
    await until(
      () => fetch(`${served.url}/api/calendly/status`).then((answer) => answer.json()),
      (status) => typeof Object(status).completeAsOf === 'string',
    )
  })
  afterAll(async () => {
    keys?.close()
    await served?.stop()
    await database?.drop()
  })

  test('genuine deliveries whose URIs lead elsewhere are read at the configured origin, or not at all', async () => {
    const { world, webhooks, people } = simulator
    const ours = webhooks.subscriptions().find(({ callback_url }) => callback_url.startsWith(served.url))
    expect(ours).toBeDefined()
    const uuid = randomUUID()
    for (const url of urls) {
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
    const settled = `SELECT FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL`
    const { Client } = await import('pg').then((module) => module.default)
    const client = new Client({ connectionString: database.connectionString })
    await client.connect()
    await expect.poll(async () => (await client.query(settled)).rows.length, { timeout: 30_000 }).toBe(0)
    const { rows } = await client.query('SELECT count(*)::int AS count FROM calendly_sync.webhook_deliveries')
    expect(rows[0].count).toBeGreaterThan(urls.length)
    await client.end()
    await fetch(`${served.url}/api/calendly/sync`, { method: 'POST' }) // reads what the deliveries left as questions
    expectNothingElse()
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
    for (const url of urls) {
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
    expectNothingElse()
  }, 120_000)

  test('keys that a token names are not asked for, with a secret and with a key set', async () => {
    await new Promise<void>((done) => keys.listen(0, '127.0.0.1', done))
    const address = keys.address()
    const jwks = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/jwks`
    allow(jwks)
    for (const sign of [{ JWT_SECRET: secret }, { JWT_JWKS_URL: jwks }]) {
      const port = await freePort()
      allow(`http://127.0.0.1:${port}`)
      const empty = await createTestDatabase() // secrets of the other one are sealed with other keys
      const other = await serveHere({
        ...sign,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: empty.connectionString,
        CALENDLY_API_URL: twisted.url,
        ENCRYPTION_KEYS: `k:${randomBytes(32).toString('base64')}`,
        LOG_LEVEL: 'silent',
        ROLE: 'web',
      })
      for (const url of urls) {
        for (const name of ['jku', 'x5u', 'kid', 'iss']) {
          const unsigned = new SignJWT({ sub: randomUUID(), ...(name === 'iss' && { iss: url }) })
            .setProtectedHeader({ alg: 'HS256', ...(name !== 'iss' && { [name]: url }) })
            .setExpirationTime('1 minute')
          const bearer = await unsigned.sign(
            new TextEncoder().encode('another secret of more than 32 bytes!'),
          )
          const { status } = await fetch(`${other.url}/api/meetings`, {
            headers: { authorization: `Bearer ${bearer}` },
          })
          expect([401, 503]).toContain(status)
        }
      }
      await other.stop()
      await empty.drop()
    }
    expectNothingElse()
  }, 120_000)

  test('a key set that redirects is not followed', async () => {
    let to = ''
    keys.removeAllListeners('request')
    let asked = 0
    keys.on('request', (_request, response) => {
      asked += 1
      response.writeHead(302, { location: encodeURI(to) }).end()
    })
    const address = keys.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const { tokenVerifier } = await import('../../packages/server/src/http/auth/verify.ts')
    for (const url of urls) {
      to = url
      const settings = {
        jwtSecret: undefined,
        jwtJwksUrl: `${origin}/jwks`,
        jwtIssuer: undefined,
        jwtAudience: undefined,
      }
      const verify = tokenVerifier(settings, { clock: systemClock, log: silentLog })
      const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'a' })).toString('base64url')
      const payload = Buffer.from(JSON.stringify({ sub: 'x', exp: 9e9 })).toString('base64url')
      await expect(verify(`${header}.${payload}.${'A'.repeat(86)}`)).rejects.toMatchObject({ status: 503 })
    }
    expect(asked).toBe(urls.length)
    expectNothingElse()
  })

  test('a PUBLIC_URL that redirects takes no delivery elsewhere', async () => {
    const { verifyEndpoint } = await import('../../packages/engine/src/sync/verify-endpoint.ts')
    let to = ''
    keys.removeAllListeners('request')
    keys.on('request', (request, response) => {
      request.resume()
      response.writeHead(307, { location: encodeURI(to) }).end()
    })
    const address = keys.address()
    const callback = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`
    for (const url of urls) {
      to = url
      const proof = await verifyEndpoint(callback, token, {
        now: Date.now,
        monotonic: () => 0,
        sleep: async () => {},
      })
      expect(proof).toMatchObject({ isOk: false, status: 307 })
    }
    expectNothingElse()
  })
})

test('no address inside is offered to Calendly as ours', () => {
  expect(insideHosts.length).toBeGreaterThan(25)
  const offered = insideHosts.filter((host) =>
    isReachable(new URL(`https://${host}`).href, 'https://api.calendly.com'),
  )
  expect(offered).toEqual([])
})

test('doctor sends the token to the configured origin alone, also when it is redirected', async () => {
  const { probeCalendly } = await import('../../packages/server/src/cli/doctor/calendly.ts')
  for (const url of urls) {
    twisted.twist(oneAtATime.redirects?.(url))
    expect((await probeCalendly(twisted.url, simulator.tokens.adviser)).status).toBe(0)
  }
  twisted.twist(undefined)
  expectNothingElse()
})
