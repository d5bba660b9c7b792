import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { SignJWT } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EventReader, openEvents } from './support/events.ts'
import {
  getJson,
  imported,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from './support/installation.ts'

const secret = randomBytes(48).toString('base64')
const ada = { sub: randomUUID(), email: 'clara@falkenberg-partner.example', email_verified: true }
const ben = { sub: randomUUID(), email: 'jonas@falkenberg-partner.example', email_verified: true }

let server: TestInstallation
let start: number
const readers: EventReader[] = []

beforeAll(async () => {
  server = await startInstallation({
    environment: {
      JWT_SECRET: secret,
      HOST: '127.0.0.1',
      SYNC_STARTUP_DELAY_SECONDS: '86400',
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    },
  })
  start = Math.ceil(server.simulator.world.now() / 3_600_000) * 3_600_000 + 86_400_000
  for (const person of [ada, ben]) await imported(server, await signed(person))
})

afterAll(() => server?.stop())

async function signed(person: typeof ada): Promise<Record<string, string>> {
  const token = await new SignJWT(person)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('5 minutes')
    .sign(new TextEncoder().encode(secret))
  return { authorization: `Bearer ${token}` }
}

async function listen(person: typeof ada, headers: Record<string, string> = {}, query = '') {
  const reader = await openEvents(`${server.url}/api/events${query}`, {
    ...(await signed(person)),
    ...headers,
  })
  readers.push(reader)
  return reader
}

function closeAll(): void {
  for (const reader of readers.splice(0)) reader.close()
}

function book(host: 'adviser' | 'member' = 'adviser'): void {
  start += 3_600_000
  const { world, people } = server.simulator
  world.book({ host: people[host], start, invitee: { name: 'Anna', email: 'anna@example.com' } })
}

const sync = async (person: typeof ada) =>
  getJson(`${server.url}/api/calendly/sync`, { method: 'POST', headers: await signed(person) })

const meetings = (reader: EventReader) => reader.events.filter(({ event }) => event === 'meeting.changed')
const seqs = (reader: EventReader) => meetings(reader).map(({ id }) => Number(id))

test('needs a token, and is no stream for HEAD', async () => {
  expect((await openEvents(`${server.url}/api/events`)).status).toBe(401)
  const head = await fetch(`${server.url}/api/events`, { method: 'HEAD', headers: await signed(ada) })
  expect([404, 405]).toContain(head.status)
})

test('a booking is told at once, with its delivery, the run and the account, and to nobody else', async () => {
  const [own, other] = [await listen(ada), await listen(ben)]
  expect(own.status).toBe(200)
  expect(own.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  expect(own.text()).toMatch(/^retry: 2000\nid: \d+\n\n$/)
  book()
  const { body } = await sync(ada)
  await own.until((events) => new Set(events.map(({ event }) => event)).size === 4)
  const { body: list } = await getJson(`${server.url}/api/meetings`, { headers: await signed(ada) })
  const ids = rows(list.data).map((meeting) => String(meeting['id']))
  expect(meetings(own)[0]).toMatchObject({
    id: expect.stringMatching(/^\d+$/),
    data: { kind: 'meeting.created', meetingId: expect.toBeOneOf(ids) },
  })
  expect(own.events).toContainEqual({ id: null, event: 'run.changed', data: { runId: body['run']?.['id'] } })
  await new Promise((resolve) => setTimeout(resolve, 500))
  // That the own first import is finished is told to each.
  expect(other.events.filter(({ event }) => event !== 'alert.changed')).toEqual([])
  closeAll()
})

test('who comes back with the last id is told the rest, in order and once', async () => {
  const first = await listen(ada)
  book()
  await sync(ada)
  await first.until(() => meetings(first).length > 0)
  closeAll()
  await getJson(`${server.url}/api/calendly/status`, { headers: await signed(ada) })
  for (let count = 0; count < 3; count++) {
    book()
    await sync(ada)
  }
  const place = String(seqs(first)[0])
  const { body } = await getJson(`${server.url}/api/changes?after=${place}`, { headers: await signed(ada) })
  const expected = rows(body.data).map(({ seq }) => Number(seq))
  expect(expected.length).toBeGreaterThanOrEqual(3)
  const again = await listen(ada, { 'last-event-id': place })
  const byQuery = await listen(ada, {}, `?lastEventId=${place}`)
  for (const reader of [again, byQuery]) {
    await reader.until(() => meetings(reader).length >= expected.length)
    expect(seqs(reader)).toEqual(expected)
  }
  const lost = await listen(ada, { 'last-event-id': 'what?' })
  book()
  await sync(ada)
  await lost.until(() => meetings(lost).length > 0)
  expect(seqs(lost)[0]).toBeGreaterThan(expected.at(-1) ?? 0)
  closeAll()
})

test('a person may have twenty streams, and a new one as soon as one has gone', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen(ada)))
  expect(streams.map(({ status }) => status)).toEqual(Array(20).fill(200))
  const refused = await getJson(`${server.url}/api/events`, { headers: await signed(ada) })
  expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_streams', status: 429 } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await listen(ben)).status).toBe(200)
  streams[0]?.close()
  await until(
    async () => (await listen(ada)).status,
    (status) => status === 200,
  )
  closeAll()
})

test('a client that goes while its stream is being opened leaves nothing behind', async () => {
  const { authorization } = await signed(ben)
  for (let count = 0; count < 40; count++) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`GET /api/events HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\n\r\n`)
    await new Promise((resolve) => setTimeout(resolve, count % 10))
    socket.destroy()
  }
  await new Promise((resolve) => setTimeout(resolve, 500))
  const streams = await Promise.all(Array.from({ length: 20 }, () => listen(ben)))
  expect(streams.map(({ status }) => status)).toEqual(Array(20).fill(200))
  closeAll()
})

test('changes that another process made are told as well', async () => {
  const reader = await listen(ada)
  const other = new pg.Client({ connectionString: server.connectionString })
  await other.connect()
  await other.query(`UPDATE calendly_sync.accounts SET name = 'Somebody else' WHERE user_id = $1`, [ada.sub])
  await other.query(`SELECT pg_notify('calendly_sync_bell', 'accounts another-process')`)
  await other.end()
  await reader.until((events) => events.some(({ event }) => event === 'account.changed'), 2000)
  closeAll()
})

test('a drain ends open streams cleanly and in time', async () => {
  const other = await startInstallation()
  await imported(other)
  const streams = await Promise.all([1, 2, 3].map(() => openEvents(`${other.url}/api/events`)))
  const began = performance.now()
  expect(await other.stop()).toBe(0)
  expect(performance.now() - began).toBeLessThan(9000)
  expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual(['end', 'end', 'end'])
})
