import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getJson, imported, post, startInstallation, type TestInstallation } from './support/installation.ts'

/* The calendar feed and the exports, over real HTTP; what an entry looks like is in packages/server/src/calendar.test.ts. */

let server: TestInstallation
let db: pg.Client

beforeAll(async () => {
  server = await startInstallation({
    fill: ({ world, people }) => {
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      const book = (hours: number, name: string) =>
        world.book({
          host: people.adviser,
          start: start + hours * 3_600_000,
          invitee: { name, email: `${name.toLowerCase()}@example.com` },
        })
      world.reschedule(book(1, 'Anna').invitee, start + 48 * 3_600_000)
      world.cancelEvent(book(3, 'Carl').event, { reason: 'ill' })
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

const token = '/api/meetings.ics/token'
const open = async (): Promise<string> =>
  String((await getJson(`${server.url}${token}`, post({}))).body.url ?? '')
const count = (text: string, line: string) => text.split('\r\n').filter((one) => one === line).length

test('a feed is opened, read without any sign-in, given another address, and closed', async () => {
  expect((await getJson(`${server.url}${token}`)).body).toEqual({ openSince: null })
  const url = await open()
  const answer = await fetch(url)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.get('cache-control')).toMatch(/^private/)
  const calendar = await answer.text()
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/)
  expect([count(calendar, 'STATUS:CONFIRMED'), count(calendar, 'STATUS:CANCELLED')]).toEqual([1, 1])
  expect(calendar).toContain('Anna')
  const next = await open()
  expect([(await fetch(url)).status, (await fetch(next)).status]).toEqual([404, 200])
  expect((await getJson(`${server.url}${token}`)).body.openSince).toMatch(/Z$/)
  const close = () => getJson(`${server.url}${token}`, { method: 'DELETE' })
  expect([(await close()).body, (await close()).body]).toEqual([{ closed: true }, { closed: false }])
  expect((await fetch(next)).status).toBe(404)
})

test('whatever is no token of ours gets one answer', async () => {
  const mine = await open()
  const answers = await Promise.all(
    ['', '?token=', '?token=x', `?token=${'a'.repeat(43)}`, `?token=${'%F0%9F'.repeat(300)}`, '?other=1'].map(
      async (query) => {
        const answer = await fetch(`${server.url}/api/meetings.ics${query}`)
        return [answer.status, answer.headers.get('content-type'), await answer.text()]
      },
    ),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]?.slice(0, 2)).toEqual([404, 'application/problem+json; charset=utf-8'])
  expect((await fetch(`${mine}x`)).status).toBe(404)
})

test('the token is nowhere in the database', async () => {
  const secret = new URL(await open()).searchParams.get('token') ?? ''
  const { rows } = await db.query(
    'SELECT f::text, encode(digest, $1) AS text FROM calendly_sync.calendar_feeds f',
    ['escape'],
  )
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('what is filtered can be taken along as a calendar file', async () => {
  const answer = await fetch(`${server.url}/api/meetings/calendar?view=all&chains=collapsed`)
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="meetings.ics"')
  expect(await answer.text()).toContain('BEGIN:VEVENT')
  const none = await fetch(`${server.url}/api/meetings/calendar?q=nobody-of-this-name`)
  expect(await none.text()).not.toContain('BEGIN:VEVENT')
})

test('exports and feeds are noted, with the names of filters and not what they hold', async () => {
  await fetch(`${server.url}/api/meetings.csv?q=anna&view=all`)
  const { rows } = await db.query('SELECT action, facts FROM calendly_sync.audit_log ORDER BY id')
  expect(rows).toContainEqual({
    action: 'meetings.exported',
    facts: { format: 'csv', filters: expect.arrayContaining(['view', 'q']) },
  })
  expect(rows.map(({ action }) => action)).toContain('meetings.feed_closed')
  expect(JSON.stringify(rows)).not.toContain('anna')
})
