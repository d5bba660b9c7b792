import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { silentLog } from '../log.ts'
import { type Bell, openBell } from './bell.ts'
import { createSessions } from './sessions.ts'

let testDatabase: TestDatabase
let outside: pg.Client
const open: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  outside = new pg.Client({ connectionString: testDatabase.connectionString })
  await outside.connect()
})

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

afterAll(async () => {
  await outside.end()
  await testDatabase.drop()
})

/** A bell with a pool of its own: one process. */
function aBell(connectionString = testDatabase.connectionString): Bell {
  const pool = new pg.Pool({ connectionString: testDatabase.connectionString, max: 2 })
  pool.on('error', () => {})
  const bell = openBell({
    connectionString,
    pool,
    sessions: createSessions(testDatabase.connectionString),
    log: silentLog,
  })
  open.push(
    () => pool.end(),
    () => bell.close(),
  )
  return bell
}

/** A bell that hears other processes, and how often it was called since. */
async function aListener(channel: 'changes' | 'runs' = 'changes') {
  const bell = aBell()
  const listener = vi.fn()
  const before = await listening()
  bell.on(channel, listener)
  const pid = await newBackend(before)
  await vi.waitFor(() => expect(listener).toHaveBeenCalled(), 5000) // called once when it is up
  listener.mockClear()
  return { bell, listener, pid }
}

async function newBackend(before: readonly number[]): Promise<number> {
  return vi.waitFor(async () => {
    const pid = (await listening()).find((one) => !before.includes(one))
    if (pid === undefined) throw new Error('nobody new listens')
    return pid
  }, 5000)
}

/** Backends that listen, by their last statement. */
async function listening(): Promise<number[]> {
  const { rows } = await outside.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
  )
  return rows.map((row) => row.pid)
}

const soon = { timeout: 3000, interval: 5 }

test('a ring is heard here at the next turn, and in another process soon after', async () => {
  const { listener } = await aListener()
  const ringing = aBell()
  const near = vi.fn()
  ringing.on('changes', near)
  ringing.ring('changes')
  expect(near).not.toHaveBeenCalled()
  await new Promise((resolve) => setImmediate(resolve))
  expect(near).toHaveBeenCalledOnce()
  await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce(), soon)
})

test('a channel is heard by those who listen to it, until they stop', async () => {
  const { bell, listener } = await aListener('runs')
  const changes = vi.fn()
  const stop = bell.on('changes', changes)
  const ringing = aBell()
  ringing.ring('changes')
  await vi.waitFor(() => expect(changes).toHaveBeenCalledOnce(), soon)
  expect(listener).not.toHaveBeenCalled()
  stop()
  ringing.ring('changes')
  ringing.ring('runs')
  await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce(), soon)
  expect(changes).toHaveBeenCalledOnce()
})

test('its own word is not heard again', async () => {
  const { bell, listener } = await aListener()
  bell.ring('changes')
  await sleep(200)
  expect(listener).toHaveBeenCalledOnce()
})

test('many rings become one call a turn and one NOTIFY every 50 ms, and the last is never lost', async () => {
  const words: string[] = []
  outside.on('notification', ({ payload }) => words.push(payload?.split(' ')[0] ?? ''))
  await outside.query('LISTEN calendly_sync_bell')
  const { listener } = await aListener()
  const ringing = aBell()
  const began = performance.now()
  for (let round = 0; round < 20; round++) {
    for (let ring = 0; ring < 100; ring++) ringing.ring('changes')
    await sleep(10)
  }
  ringing.ring('changes')
  await sleep(200)
  const most = Math.ceil((performance.now() - began) / 50) + 1
  const sent = words.filter((word) => word === 'changes').length
  expect(sent).toBeGreaterThan(1)
  expect(sent).toBeLessThanOrEqual(most)
  expect(listener.mock.calls.length).toBe(sent)
  await outside.query('UNLISTEN *')
  outside.removeAllListeners('notification')
})

test('what is rung while the connection was cut is heard, and it listens again by itself', async () => {
  const { listener, pid } = await aListener()
  await outside.query('SELECT pg_terminate_backend($1)', [pid])
  const ringing = aBell()
  ringing.ring('changes')
  await vi.waitFor(() => expect(listener).toHaveBeenCalled(), soon)
  await newBackend([pid])
  await sleep(300)
  listener.mockClear()
  ringing.ring('changes')
  await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce(), soon)
})

test.each([
  ['cannot be reached', () => 'postgres://nobody@127.0.0.1:1/nothing'],
  // As through a pooler in transaction mode: LISTEN succeeds, and no word of the pool's connections ever arrives.
  ['takes a LISTEN and passes nothing on', () => inject('postgresAdminUrl')],
])('where the database %s, listeners are called once a second', async (_what, connectionString) => {
  const bell = aBell(connectionString())
  const listener = vi.fn()
  bell.on('inbox', listener)
  await sleep(2500)
  expect(listener).toHaveBeenCalledTimes(2)
})

test('a database that is away, and a listener that throws, disturb nobody who rings', async () => {
  const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/nothing' })
  const error = vi.fn()
  const bell = openBell({
    connectionString: '',
    pool,
    sessions: createSessions(''),
    log: { ...silentLog, error },
  })
  const sound = vi.fn()
  bell.on('runs', () => {
    throw new Error('mine')
  })
  bell.on('runs', sound)
  bell.ring('runs')
  await vi.waitFor(() => expect(sound).toHaveBeenCalled(), soon)
  expect(error).toHaveBeenCalled()
  await bell.close()
  await pool.end()
})

test('what was rung last is sent before it closes', async () => {
  const { listener } = await aListener()
  const ringing = aBell()
  ringing.ring('changes')
  ringing.ring('changes')
  await ringing.close()
  ringing.ring('changes')
  await vi.waitFor(() => expect(listener).toHaveBeenCalled(), soon)
})
