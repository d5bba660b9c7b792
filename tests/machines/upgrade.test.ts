import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { imported } from '../server/support/installation.ts'
import { createTestDatabase, migrateTo, type TestDatabase } from '../support/database.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { fillAgenda } from '../webhooks/support/practice.ts'
import { createStage, type Stage } from '../webhooks/support/stage.ts'

/*
 * H54: five processes of a new version start at once on the shape of an old one, whose own processes (here: sessions that
 * write and read as it did) are still at work.
 */

/** The first shape that knew accounts and isolation. */
const oldShape = '0003_isolation'
let database: TestDatabase
let stage: Stage
const servers: TestServer[] = []

beforeAll(async () => {
  database = await createTestDatabase({ migrated: false })
  await migrateTo(database.connectionString, oldShape)
  stage = await createStage({ connectionString: database.connectionString })
  fillAgenda(stage.simulator)
}, 60_000)

afterAll(async () => {
  await Promise.all(servers.map((one) => one.stop()))
  await stage?.close()
  await database?.drop()
})

test('five that start at once under load migrate once, and nobody at work sees an error', async () => {
  const load = startOldVersion(database.connectionString)
  const settings = { ...stage.environment, LOG_FORMAT: 'json' }
  servers.push(...(await Promise.all(Array.from({ length: 5 }, () => startServer(settings)))))
  const told = await load.stop()
  console.log(`${told.statements} statements meanwhile, the slowest ${told.slowestMs.toFixed(0)} ms`)
  expect(told.errors).toEqual([])
  expect(told.statements).toBeGreaterThan(100)
  expect(told.slowestMs).toBeLessThan(10_000)
  const migrators = servers.filter((one) => one.output().includes('Database migrated'))
  expect(migrators).toHaveLength(1)
  const [first] = servers
  if (first) expect(await imported(first)).toMatchObject({ connected: true })
}, 180_000)

/** Four sessions that take accounts and meetings in transactions, as the processes of an old version do. */
function startOldVersion(connectionString: string) {
  const pool = new pg.Pool({ connectionString, max: 4 })
  const errors: string[] = []
  let statements = 0
  let slowestMs = 0
  let isOver = false

  async function work(n: number): Promise<void> {
    const id = `00000000-0000-4000-8000-00000000000${n}`
    while (!isOver) {
      const client = await pool.connect()
      const beganMs = performance.now()
      try {
        await client.query(`BEGIN; SET LOCAL calendly_sync.user_ids = '${id}'`)
        await client.query(
          `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential) VALUES ($1, $2, 'pat:old')
           ON CONFLICT (user_id, calendly_user) DO UPDATE SET last_synced_at = now()`,
          [id, `https://api.calendly.com/users/OLD${n}`],
        )
        await client.query('SELECT count(*) FROM meetings')
        await client.query('COMMIT')
        statements += 4
      } catch (error) {
        errors.push(String(error))
        await client.query('ROLLBACK').catch(() => {})
      } finally {
        client.release()
        slowestMs = Math.max(slowestMs, performance.now() - beganMs)
      }
    }
  }

  const working = Promise.all([1, 2, 3, 4].map(work))
  return {
    async stop() {
      isOver = true
      await working
      await pool.end()
      return { errors, statements, slowestMs }
    },
  }
}
