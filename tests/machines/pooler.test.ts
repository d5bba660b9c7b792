import { silentLog } from 'calendly-sync-engine'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../packages/server/src/config.ts'
import { openInstallation } from '../../packages/server/src/installation.ts'
import { checkDatabase } from '../../packages/server/src/setup/database.ts'
import { openEvents } from '../server/support/events.ts'
import { getJson, imported, rows, until } from '../server/support/installation.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { openTransactionPooler, type TransactionPooler } from '../support/transaction-pooler.ts'
import { bookingBody } from '../webhooks/support/deliveries.ts'
import { book, fillAgenda } from '../webhooks/support/practice.ts'
import { createStage, type Stage } from '../webhooks/support/stage.ts'

/*
 * H38: everything through a pooler in transaction mode, by two real processes that share three sessions. Only the test
 * itself looks at Postgres directly.
 */

let database: TestDatabase
let pooler: TransactionPooler
let direct: pg.Client
let stage: Stage
let web: TestServer
let worker: TestServer

beforeAll(async () => {
  database = await createTestDatabase({ migrated: false })
  direct = new pg.Client({ connectionString: database.connectionString })
  await direct.connect()
  pooler = await openTransactionPooler(database.connectionString, { size: 3 })
  stage = await createStage({ connectionString: pooler.connectionString })
  fillAgenda(stage.simulator)
  const start = (ROLE: string) => startServer({ ...stage.environment, ROLE, LOG_FORMAT: 'json' })
  ;[web, worker] = await Promise.all([start('web'), start('worker')])
  await imported(web)
}, 120_000)

afterAll(async () => {
  await Promise.all([web?.stop(), worker?.stop()])
  await stage?.close()
  await pooler?.close()
  await direct?.end()
  await database?.drop()
})

test('both say what they have found, and no more than the three sessions were ever made', async () => {
  for (const one of [web, worker]) expect(one.output()).toContain('a pooler in transaction mode')
  const metrics = await (await fetch(`${web.url}/metrics`)).text()
  expect(metrics).toContain('calendly_sync_database_sessions_lent 1')
  const { rows: sessions } = await direct.query<{ sessions: number }>(
    `SELECT count(*)::int AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  )
  expect(sessions[0]?.sessions).toBeLessThanOrEqual(3)
  expect(pooler.lent).toBeGreaterThan(100)
})

test('a click is worked on by the other process, and a page learns of it within the second', async () => {
  const events = await openEvents(`${web.url}/api/events`)
  book(stage.simulator, 400)
  const { status, body } = await getJson(`${web.url}/api/calendly/sync`, { method: 'POST' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ success: true, run: { state: 'succeeded', new: 1, errors: [] } })
  await events.until((all) => all.some((one) => one.event === 'meeting.changed'), 5000)
  events.close()
  const { body: list } = await getJson(`${web.url}/api/meetings?view=upcoming`)
  expect(rows(list.data)).toHaveLength(21)
})

test('webhooks that one has taken are applied by the other', async () => {
  const bookings = Array.from({ length: 60 }, () => bookingBody(stage.simulator.people.adviser))
  const answers = await Promise.all(
    bookings.map(({ body }) =>
      fetch(`${web.url}/api/calendly/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(bookings.map(() => 200))
  const uuids = bookings.map(({ eventUuid }) => eventUuid)
  const found = await until(
    () => direct.query('SELECT FROM meetings WHERE calendly_event_uuid = ANY($1)', [uuids]),
    ({ rowCount }) => rowCount === 60,
  )
  expect(found.rowCount).toBe(60)
})

test('nothing is left behind in the sessions that others are lent', async () => {
  const { rows: left } = await direct.query(
    `SELECT pid, locktype FROM pg_locks WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  expect(left).toEqual([])
  // Asked through the pooler, of every session that it lends.
  const clients = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const client = new pg.Client({ connectionString: pooler.connectionString })
      await client.connect()
      return client
    }),
  )
  await Promise.all([web.stop(), worker.stop()])
  const state = await Promise.all(
    clients.map(async (client) => {
      await client.query('BEGIN') // holds the session, so that each is asked once
      const { rows: found } = await client.query(
        `SELECT (SELECT count(*)::int FROM pg_prepared_statements) AS prepared,
           (SELECT count(*)::int FROM pg_listening_channels()) AS listening,
           current_setting('synchronous_commit') AS commits, current_user = session_user AS "isItself",
           coalesce(current_setting('calendly_sync.user_ids', true), '') AS covers`,
      )
      return found[0]
    }),
  )
  const clean = { prepared: 0, listening: 0, commits: 'off', isItself: true, covers: '' }
  expect(state).toEqual([clean, clean, clean])
  await Promise.all(clients.map((client) => client.end()))
}, 60_000)

test('doctor names it, as no fault', async () => {
  const { config } = readConfig(stage.environment, false)
  const { sync, connectionString, close } = await openInstallation(config, silentLog)
  const { findings } = await checkDatabase(sync, connectionString)
  expect(findings.find(({ name }) => name === 'Connections')).toMatchObject({
    state: 'warning',
    message: expect.stringContaining('a pooler in transaction mode'),
  })
  expect(findings.filter(({ state }) => state === 'fault')).toEqual([])
  await sync.stop()
  await close()
})
