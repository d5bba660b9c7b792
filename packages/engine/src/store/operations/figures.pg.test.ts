import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/database.ts'
import { createBudgetStore } from '../budget-store.ts'
import { type Database, openDatabase } from '../database.ts'
import { bucketsUsed, operationFigures } from './figures.ts'

/* Figures that a running installation changes while one looks: here nobody works on anything. */

const intervalMs = 900_000
const userId = randomUUID()

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  database = openDatabase(testDatabase)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

async function run(state: string, queuedAgo: string, leaseIn: string | null): Promise<string> {
  const { rows } = await database.pool.query(
    `INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, queued_at, lease_until)
     VALUES (gen_random_uuid(), $1, 'schedule', $2, now() - $3::interval, now() + $4::interval) RETURNING id`,
    [userId, state, queuedAgo, leaseIn],
  )
  return rows[0].id
}

test('a run is stuck when its worker fell silent, or when it waits for longer than an interval', async () => {
  const silent = await run('running', '1 min', '-5 s')
  await run('running', '1 hour', '10 s')
  await run('queued', '14 min', null)
  const late = await run('queued', '16 min', null)
  const { stuck, queue } = await operationFigures(database, intervalMs)
  expect(stuck.map(({ accountRunId, why }) => [accountRunId, why])).toEqual([
    [late, 'waiting'],
    [silent, 'lease'],
  ])
  expect(queue).toMatchObject({ waiting: 2, running: 2 })
  expect(queue.oldestSeconds).toBeGreaterThanOrEqual(960)
})

test('calls taken in this minute are counted for each bucket, also by two processes', async () => {
  const key = `pat:${randomUUID()}`
  const other = openDatabase(testDatabase)
  const minute = () => Math.floor(Date.now() / 60_000)
  for (;;) {
    const began = minute()
    const granted = await Promise.all(
      [database, other].map(
        async (one) => (await createBudgetStore(one, 500).lease(key, 4, 'background')).granted,
      ),
    )
    const used = await bucketsUsed(database, [key])
    if (minute() !== began) {
      await database.pool.query('DELETE FROM calendly_sync.budgets')
      continue // the minute turned meanwhile: nothing can be said of it
    }
    expect(used).toEqual([{ key, limit: 500, used: granted.reduce((sum, one) => sum + one, 0) }])
    break
  }
  await other.close()
})
