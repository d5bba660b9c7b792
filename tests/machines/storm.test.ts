import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getJson, imported, rows, until } from '../server/support/installation.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { bookingBody } from '../webhooks/support/deliveries.ts'
import { book, fillAgenda } from '../webhooks/support/practice.ts'
import { createStage, type Stage } from '../webhooks/support/stage.ts'

/*
 * H36, H37: a database that cuts connections all the time, and one whose tables somebody else holds. The process stays up,
 * what it acknowledged is applied, and everything goes on by itself.
 */

const stormMs = process.env.PROVE ? 60_000 : 8000
/** Whose meetings nobody here mirrors: what is delivered of them is kept and settled, and a list does not miss it. */
const stranger = 'https://api.calendly.com/users/SOMEBODYELSE'
const lockedMs = process.env.PROVE ? 20_000 : 5000
let stage: Stage
let server: TestServer
let outside: pg.Client

beforeAll(async () => {
  stage = await createStage()
  fillAgenda(stage.simulator)
  server = await startServer({ ...stage.environment, LOG_LEVEL: 'error' })
  await imported(server)
  outside = new pg.Client({ connectionString: stage.environment.DATABASE_URL })
  await outside.connect()
}, 120_000)

afterAll(async () => {
  await outside?.end()
  await server?.stop()
  await stage?.close()
})

async function expectItWorks(meetings: number): Promise<void> {
  const { body } = await until(
    () => getJson(`${server.url}/api/calendly/sync`, { method: 'POST' }),
    (answer) => answer.status === 200 && Object.is(answer.body.success, true),
  )
  expect(body).toMatchObject({ run: { state: 'succeeded', errors: [] } })
  const { body: list } = await getJson(`${server.url}/api/meetings?view=upcoming&limit=200`)
  expect(rows(list.data).length).toBeGreaterThanOrEqual(meetings)
  expect(await unfinished()).toBe(0)
  expect(server.isAlive()).toBe(true)
}

async function unfinished(): Promise<number> {
  const { rows: found } = await outside.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM calendly_sync.account_runs WHERE finished_at IS NULL',
  )
  return found[0]?.count ?? -1
}

test('connections that are cut every 200 ms lose nothing that was acknowledged, and no process', async () => {
  const acknowledged: string[] = []
  let cut = 0
  const endsAt = performance.now() + stormMs
  const presser = async () => {
    while (performance.now() < endsAt) {
      await getJson(`${server.url}/api/calendly/sync`, { method: 'POST' })
      await sleep(50)
    }
  }
  const deliverer = async () => {
    while (performance.now() < endsAt) {
      const { eventUuid, body } = bookingBody(stranger)
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${server.url}/api/calendly/webhook`, { method: 'POST', headers, body })
      if (answer.status === 200) acknowledged.push(eventUuid)
      else expect(answer.status).toBe(503)
      await sleep(50)
    }
  }
  const clients = [presser(), deliverer(), deliverer()]
  while (performance.now() < endsAt) {
    const { rowCount } = await outside.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'calendly-sync%' ORDER BY random() LIMIT 3`,
    )
    cut += rowCount ?? 0
    await sleep(200)
  }
  await Promise.all(clients)
  const { rowCount } = await until(
    () =>
      outside.query(
        'SELECT FROM calendly_sync.webhook_deliveries WHERE event_uuid = ANY($1) AND settled_at IS NOT NULL',
        [acknowledged],
      ),
    (found) => found.rowCount === acknowledged.length,
  )
  console.log(`${cut} connections cut, ${acknowledged.length} deliveries acknowledged, ${rowCount} settled`)
  expect(cut).toBeGreaterThan(20)
  expect(acknowledged.length).toBeGreaterThan(10)
  await expectItWorks(20)
}, 240_000)

/** Holds tables until a COMMIT. Where two of them end in a deadlock with the server's work, it is begun again. */
async function lock(tables: string): Promise<void> {
  await until(
    async () => {
      await outside.query('BEGIN')
      try {
        await outside.query(`LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`)
        return true
      } catch (error) {
        await outside.query('ROLLBACK')
        if (error instanceof pg.DatabaseError && error.code === '40P01') return false
        throw error
      }
    },
    (isHeld) => isHeld,
  )
}

test('tables that somebody else holds are waited for', async () => {
  book(stage.simulator, 500)
  await lock('calendly_sync.account_runs, calendly_sync.accounts')
  const pressed = getJson(`${server.url}/api/calendly/sync`, { method: 'POST' })
  await sleep(lockedMs)
  expect((await getJson(`${server.url}/livez`)).status).toBe(200)
  await outside.query('COMMIT')
  expect([200, 202]).toContain((await pressed).status)
  await expectItWorks(21)
}, 120_000)
