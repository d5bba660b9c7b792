import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { LiveEvent } from '../contract.ts'
import { silentLog } from '../log.ts'
import { type Bell, openBell } from '../store/bell.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { type Mirror, openMirror, type Person } from '../store/read/testing/mirror.ts'
import { createSessions } from '../store/sessions.ts'
import { createEventHub, type EventHub } from './events.ts'

let mirror: Mirror
let elsewhere: Database
let [bell, otherBell]: Bell[] = []
let hub: EventHub
/** Transactions that the hub made, by whom they cover. */
let scopes: (readonly string[])[] = []
let ada: Person
let ben: Person
let meetings = 0

beforeAll(async () => {
  mirror = await openMirror()
  const { connectionString } = mirror
  const sessions = createSessions(connectionString)
  elsewhere = openDatabase({ connectionString })
  bell = openBell({ connectionString, pool: mirror.database.pool, sessions, log: silentLog })
  otherBell = openBell({ connectionString, pool: elsewhere.pool, sessions, log: silentLog })
  const database: Database = {
    ...mirror.database,
    transaction: (scope, work) => {
      scopes.push([...scope])
      return mirror.database.transaction(scope, work)
    },
  }
  hub = createEventHub({ database, bell, log: silentLog })
  ada = await mirror.addUser()
  ben = await mirror.addUser()
})

const ears: Ear[] = []
afterEach(() => {
  for (const ear of ears.splice(0)) ear.close()
  scopes = []
})

afterAll(async () => {
  hub.close()
  await Promise.all([bell?.close(), otherBell?.close()])
  await elsewhere.close()
  await mirror.close()
})

interface Ear {
  readonly from: string
  readonly heard: LiveEvent[]
  readonly seqs: () => number[]
  close(): void
}

async function listen(person: Person, after?: string): Promise<Ear> {
  const heard: LiveEvent[] = []
  const { from, close } = await hub.subscribe(person.userId, { after }, (event) => heard.push(event))
  const seqs = () => heard.flatMap(({ data }) => ('seq' in data ? data.seq : []))
  const ear = { from, heard, seqs, close }
  ears.push(ear)
  return ear
}

/** A meeting that appears, as a merge of another process would make and ring it. */
async function book(person: Person): Promise<void> {
  meetings += 1
  await person.see({ uuid: `M${meetings}`, start: '2026-12-01T09:00:00Z' })
  otherBell?.ring('changes')
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 300))
const soon = { timeout: 3000, interval: 5 }
const seqsOf = async (person: Person) => {
  const rows = await mirror.database.transaction([person.userId], (tx) =>
    tx.query<{ seq: string }>('SELECT seq FROM calendly_sync.changes ORDER BY seq'),
  )
  return rows.map(({ seq }) => Number(seq))
}

test('a change is told within a second, to every listener of its user and to no other', async () => {
  const [one, two, other] = [await listen(ada), await listen(ada), await listen(ben)]
  const began = performance.now()
  await book(ada)
  await vi.waitFor(() => expect([one.heard.length, two.heard.length]).toEqual([1, 1]), soon)
  expect(performance.now() - began).toBeLessThan(1000)
  expect(one.heard[0]).toEqual({
    id: String((await seqsOf(ada)).at(-1)),
    event: 'meeting.changed',
    data: { meetingId: expect.any(String), kind: 'meeting.created', seq: (await seqsOf(ada)).at(-1) },
  })
  await quiet()
  expect(other.heard).toEqual([])
})

test('one look serves all listeners, covers exactly their users, and there is none without a listener', async () => {
  const listeners = await Promise.all([ada, ada, ada, ben].map((person) => listen(person)))
  await quiet()
  scopes = []
  await book(ada)
  await vi.waitFor(() => expect(listeners[2]?.heard).toHaveLength(1), soon)
  expect(scopes.map((scope) => scope.toSorted())).toEqual([[ada.userId, ben.userId].sort()])
  for (const ear of listeners) ear.close()
  scopes = []
  await book(ada)
  await quiet()
  expect(scopes).toEqual([])
})

test('who comes back is told what lies between, in order, without a gap or a repeat', async () => {
  const first = await listen(ada)
  await book(ada)
  await vi.waitFor(() => expect(first.heard).toHaveLength(1), soon)
  first.close()
  for (let count = 0; count < 5; count++) await book(ada)
  const [place] = first.seqs()
  const writing = Promise.all(Array.from({ length: 10 }, () => book(ada)))
  const again = await listen(ada, String(place))
  expect(again.from).toBe(String(place))
  await writing
  const all = (await seqsOf(ada)).filter((seq) => seq > (place ?? 0))
  await vi.waitFor(() => expect(again.seqs()).toEqual(all), soon)
  await quiet()
  expect(again.seqs()).toEqual(all)
})

test('listeners at different places each get their own, while two users write across each other', async () => {
  const early = await listen(ada)
  const start = early.from
  await Promise.all([book(ada), book(ben), book(ada), book(ben)])
  const late = await listen(ada, start)
  const other = await listen(ben, '0')
  await Promise.all(Array.from({ length: 20 }, (_, index) => book(index % 2 ? ada : ben)))
  const all = (await seqsOf(ada)).filter((seq) => seq > Number(start))
  await vi.waitFor(() => expect([early.seqs(), late.seqs()]).toEqual([all, all]), soon)
  await vi.waitFor(async () => expect(other.seqs()).toEqual(await seqsOf(ben)), soon)
})

test('who has missed more than is told one by one is told once to read everything again', async () => {
  await mirror.database.transaction([ben.userId], (tx) =>
    tx.query(
      `INSERT INTO calendly_sync.changes (user_id, kind, meeting_id, cause, is_deleted, after)
       SELECT $1, 'meeting.updated', gen_random_uuid(), 'tick', false, '{}' FROM generate_series(1, 501)`,
      [ben.userId],
    ),
  )
  const newest = String((await seqsOf(ben)).at(-1))
  const reload = { id: newest, event: 'meeting.changed', data: { meetingId: null } }
  for (const place of ['0', '999999999999']) {
    const ear = await listen(ben, place)
    await vi.waitFor(() => expect(ear.heard).toEqual([reload]), soon)
    await book(ben)
    await vi.waitFor(() => expect(ear.heard).toHaveLength(2), soon)
    ear.close()
    reload.id = String((await seqsOf(ben)).at(-1))
  }
})

test.each([undefined, '', 'x', '-1', '1e3', '9'.repeat(30)])('from %j it starts now', async (after) => {
  const ear = await listen(ada, after)
  expect(ear.from).toBe(String((await seqsOf(ada)).at(-1)))
  await quiet()
  expect(ear.heard).toEqual([])
})

test('runs and accounts that differ are told by their ids, to their own user', async () => {
  const [own, other] = [await listen(ada), await listen(ben)]
  const runId = await mirror.database.transaction('installation', async (tx) => {
    const [run] = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.sync_runs (trigger) VALUES ('manual') RETURNING id`,
    )
    await tx.query(
      `WITH part AS (INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger) VALUES ($2, $3, 'manual') RETURNING id)
       INSERT INTO calendly_sync.sync_run_accounts SELECT $1, id, $3 FROM part`,
      [run?.id, ada.accountId, ada.userId],
    )
    return run?.id
  })
  const change = async (text: string) => {
    await mirror.database.transaction('installation', (tx) => tx.query(text, [ada.userId]))
    otherBell?.ring('runs')
    otherBell?.ring('accounts')
  }
  const run = { id: null, event: 'run.changed', data: { runId } }
  otherBell?.ring('runs')
  await vi.waitFor(() => expect(own.heard).toEqual([run]), soon)
  await change('UPDATE calendly_sync.account_runs SET requests = 7 WHERE user_id = $1')
  await vi.waitFor(() => expect(own.heard).toEqual([run, run]), soon)
  await change("UPDATE calendly_sync.accounts SET state = 'failing' WHERE user_id = $1")
  const account = { id: null, event: 'account.changed', data: { accountId: ada.accountId } }
  await vi.waitFor(() => expect(own.heard).toEqual([run, run, account]), soon)
  await change(
    `UPDATE calendly_sync.account_runs SET state = 'succeeded', finished_at = now() WHERE user_id = $1`,
  )
  await vi.waitFor(() => expect(own.heard).toEqual([run, run, account, run]), soon)
  await quiet()
  expect([own.heard.length, other.heard]).toEqual([4, []])
})

test('a listener that throws keeps nobody else from hearing', async () => {
  const { close } = await hub.subscribe(ada.userId, {}, () => {
    throw new Error('mine')
  })
  const ear = await listen(ada)
  await book(ada)
  await vi.waitFor(() => expect(ear.heard).toHaveLength(1), soon)
  close()
})
