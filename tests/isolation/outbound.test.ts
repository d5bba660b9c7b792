import { randomUUID } from 'node:crypto'
import { createSimulator, type Simulator } from 'calendly-simulator'
import { CalendlyError, createSync, type Sync, silentLog, systemClock } from 'calendly-sync-engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBudget } from '../../packages/engine/src/calendly/budget.ts'
import { type CalendlyClient, createCalendlyClient } from '../../packages/engine/src/calendly/client.ts'
import { memoryBudgetStore } from '../../packages/engine/src/calendly/memory-budget-store.ts'
import { findColleague, identify } from '../../packages/engine/src/flows/connect.ts'
import { isReachable } from '../../packages/engine/src/flows/reachable.ts'
import { probeCalendly } from '../../packages/server/src/setup/calendly.ts'
import { importRun, localUser, syncNow } from '../engine/support/rig.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openCanary, watchConnections } from './support/canary.ts'
import { insideHosts } from './support/inside-urls.ts'
import { type Lookout, openLookout } from './support/lookout.ts'
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
 * So what is left to try is Calendly's answers, here, and deliveries, tokens and headers, in doors.test.ts. The proof is not
 * only a canary that nobody may touch: every connection that this process attempts is noted.
 */

let lookout: Lookout
let urls: readonly string[]
let simulator: Simulator
let twisted: TwistedCalendly
let testDatabase: TestDatabase
let sync: Sync
let client: CalendlyClient
let userId: string

beforeAll(async () => {
  lookout = await openLookout()
  urls = lookout.urls
  simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  for (const days of [1, 2, 3]) bookAhead(days)
  const { url } = await simulator.listen()
  twisted = await startTwistedCalendly(url)
  testDatabase = await createTestDatabase()
  lookout.allow(url, twisted.url)
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
  await client?.close()
  await sync?.stop()
  await twisted?.close()
  await simulator?.close()
  await testDatabase?.drop()
  await lookout?.close()
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

test('the canary and the watch would notice', async () => {
  const seen = watchConnections()
  const other = await openCanary()
  for (const host of ['127.0.0.1', '[::1]', '0x7f000001'])
    await fetch(`http://${host}:${other.port}`).catch(() => {})
  expect(other.hits.length).toBeGreaterThanOrEqual(2)
  expect([...seen.attempts].some((attempt) => attempt.endsWith(`:${other.port}`))).toBe(true)
  expect(other.hits.join('')).toContain('GET / HTTP/1.1')
  seen.stop()
  lookout.allow(`http://127.0.0.1:${other.port}`, `http://[::1]:${other.port}`)
  await other.close()
  expect(urls.length).toBeGreaterThanOrEqual(process.env.PROVE ? 300 : 80)
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
    lookout.expectNothingElse()
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
    lookout.expectNothingElse()
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
  lookout.expectNothingElse()
}, 120_000)

test('no address inside is offered to Calendly as ours', () => {
  expect(insideHosts.length).toBeGreaterThan(25)
  const offered = insideHosts.filter((host) =>
    isReachable(new URL(`https://${host}`).href, 'https://api.calendly.com'),
  )
  expect(offered).toEqual([])
})

test('doctor sends the token to the configured origin alone, also when it is redirected', async () => {
  for (const url of urls) {
    twisted.twist(oneAtATime.redirects?.(url))
    expect((await probeCalendly(twisted.url, simulator.tokens.adviser)).status).toBe(0)
  }
  twisted.twist(undefined)
  lookout.expectNothingElse()
})
