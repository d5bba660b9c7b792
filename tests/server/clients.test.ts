import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../packages/engine/src/store/database.ts'
import { forgetLateDeliveries } from '../../packages/engine/src/store/inbox/forget.ts'
import { readCatalogue } from '../isolation/support/catalogue.ts'
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

/* Clients over real HTTP, with Calendly going on behind. The laws are in packages/engine/src/store/clients. */

const zelda = {
  name: 'Zelda Quux',
  email: 'zelda@quux.example',
  answers: [{ question: 'Why?', answer: 'Zeldas secret', position: 0 }],
}
const traces = /zelda|quux/i
let server: TestInstallation
let db: pg.Client
let booked: { readonly event: string; readonly invitee: string }
let start: number

beforeAll(async () => {
  server = await startInstallation({
    fill: ({ world, people }) => {
      start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      const book = (hours: number, invitee: typeof zelda) =>
        world.book({ host: people.adviser, start: start + hours * 3_600_000, invitee })
      book(1, { name: 'Kim Lee', email: 'kim@example.com', answers: [] })
      book(3, { name: 'Kim Lee', email: 'kim+work@example.com', answers: [] })
      booked = book(5, zelda)
    },
  })
  await imported(server)
  db = new pg.Client({ connectionString: server.connectionString })
  await db.connect()
})
afterAll(async () => {
  await db?.end()
  await server?.stop()
})

const ask = (path: string, init: RequestInit = {}) => getJson(`${server.url}/api/clients${path}`, init)
const clients = async (query = '') => rows((await ask(query)).body.data)
const idOf = async (email: string) => String((await clients()).find((one) => String(one.email) === email)?.id)
const sync = () => getJson(`${server.url}/api/calendly/sync`, post({}))

/** Rows of every table in which something of the person stands, bodies of deliveries decoded. */
async function found(): Promise<string[]> {
  const tables = (await readCatalogue(db, ['public', 'calendly_sync'])).map((table) => table.name)
  const texts = tables.map((name) => `SELECT '${name} ' || t::text AS text FROM ${name} t`)
  const bodies = `SELECT 'body ' || convert_from(body, 'UTF8') AS text FROM calendly_sync.webhook_deliveries`
  const told = await db.query<{ text: string }>([...texts, bodies].join(' UNION ALL '))
  return told.rows.map((row) => row.text).filter((text) => traces.test(text))
}

test('two records become one, stay one through a sync, and are two again', async () => {
  const [kim, work] = [await idOf('kim@example.com'), await idOf('kim+work@example.com')]
  const merged = await ask(`/${kim}/merge`, post({ clientId: work }))
  expect(merged.body).toMatchObject({ id: kim, meetingCount: 2 })
  expect(rows(merged.body.joined).map((one) => one.how)).toEqual(['same e-mail', 'merged by you'])
  expect((await sync()).body).toMatchObject({ success: true })
  expect((await clients()).map((one) => one.email)).toEqual(['kim@example.com', 'zelda@quux.example'])
  const meetings = await getJson(`${server.url}/api/meetings?clientId=${kim}`)
  expect(rows(meetings.body.data)).toHaveLength(2)
  expect((await ask(`/${kim}/unmerge`, post({ clientId: work }))).body).toMatchObject({ meetingCount: 1 })
  expect(await clients()).toHaveLength(3)
  expect((await ask(`/${kim}/unmerge`, post({ clientId: work }))).status).toBe(404)
})

test('a suggestion is accepted and undone', async () => {
  const [suggestion] = rows((await ask('/suggestions')).body.data)
  const decide = (decision: string) => ask(`/suggestions/${suggestion?.id}`, post({ decision }))
  expect((await decide('accepted')).body.decision).toBe('accepted')
  expect(await clients()).toHaveLength(2)
  expect((await decide('open')).body.decision).toBe('open')
  expect(await clients()).toHaveLength(3)
})

test('what is set stays through a sync; what is wrong is refused', async () => {
  const kim = await idOf('kim@example.com')
  const patch = (body: object) => ask(`/${kim}`, { ...post(body), method: 'PATCH' })
  expect((await patch({ name: ' Kimberly ', notes: 'tall' })).body).toMatchObject({
    name: 'Kimberly',
    notes: 'tall',
  })
  await sync()
  expect((await ask(`/${kim}`)).body).toMatchObject({ name: 'Kimberly', nameFrom: 'you' })
  for (const body of [
    {},
    { name: '' },
    { name: 'a\0b' },
    { email: 'x@example.com' },
    { notes: 'x'.repeat(10_001) },
  ])
    expect((await patch(body)).status).toBe(400)
  expect((await patch({ name: null })).body).toMatchObject({ name: 'Kim Lee', nameFrom: 'calendly' })
})

test.each(['email', 'name', 'nextMeeting', 'lastMeeting', 'noShowRate'])(
  'pages by %s show every client once',
  async (sort) => {
    for (const order of [sort, `-${sort}`]) {
      const seen: unknown[] = []
      let cursor = ''
      do {
        const page: Json = (await ask(`?sort=${order}&limit=1${cursor && `&cursor=${cursor}`}`)).body
        seen.push(...rows(page.data).map((one) => one.id))
        cursor = page.nextCursor ? String(page.nextCursor) : ''
      } while (cursor !== '')
      expect(new Set(seen).size).toBe(3)
      expect(seen).toEqual((await clients(`?sort=${order}`)).map((one) => one.id))
    }
  },
)

test('who was erased stays so through another poll and another webhook; the export before had all of it', async () => {
  const { world, people } = server.simulator
  world.cancelEvent(world.book({ host: people.adviser, start: start + 7 * 3_600_000, invitee: zelda }).event)
  // A creation that is read together with its cancellation is superseded by it.
  const settled = async () =>
    rows((await getJson(`${server.url}/api/calendly/webhook/deliveries`)).body.data).filter(
      ({ outcome }) => String(outcome) !== 'waiting',
    )
  await until(settled, (list) => list.length >= 2)
  const id = await idOf(zelda.email)
  const exported = await ask(`/${id}/export`)
  expect(JSON.stringify(exported.body)).toContain('Zeldas secret')
  expect(JSON.stringify(exported.body)).not.toMatch(/kim|cancellations\//i)
  expect((await found()).some((text) => text.startsWith('body '))).toBe(true)

  expect((await ask(`/${id}`, { method: 'DELETE' })).body).toEqual({ erased: true })
  expect((await ask(`/${id}`)).status).toBe(404)
  expect(await found()).toEqual([])

  const before = (await settled()).length
  world.cancelEvent(booked.event, { reason: 'Zelda is ill' })
  await until(settled, (list) => list.length > before)
  expect((await sync()).body).toMatchObject({ success: true })
  const database = openDatabase({ connectionString: server.connectionString })
  await forgetLateDeliveries(database).finally(() => database.close())
  expect(await found()).toEqual([])
  const all = rows((await getJson(`${server.url}/api/meetings?view=cancelled`)).body.data)
  expect(all.map((meeting) => rows(meeting.attendees).map((one) => one.name))).toEqual([
    ['Erased client'],
    ['Erased client'],
  ])
  expect((await clients()).map((one) => one.email)).not.toContain(zelda.email)

  world.book({ host: people.adviser, start: start + 9 * 3_600_000, invitee: zelda })
  const again = await until(clients, (list) => list.some((one) => String(one.email) === zelda.email))
  expect(again.find((one) => String(one.email) === zelda.email)).toMatchObject({ meetingCount: 1 })
})

test('all of it is noted, by ids alone', async () => {
  const { rows: noted } = await db.query('SELECT action, facts::text FROM calendly_sync.audit_log')
  const actions = new Set(noted.map(({ action }) => action))
  for (const name of ['changed', 'merged', 'unmerged', 'erased', 'exported', 'suggestion_decided'])
    expect(actions).toContain(`client.${name}`)
  expect(noted.map(({ facts }) => facts).join()).not.toMatch(/@|kim|zelda/i)
})
