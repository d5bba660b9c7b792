import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, migrateTo, type TestDatabase } from '../../../../tests/support/database.ts'
import { openTransactionPooler } from '../../../../tests/support/transaction-pooler.ts'
import { SyncError } from '../errors.ts'
import { openDatabase } from './database.ts'
import { isMigrated, migrate, pendingMigrations } from './migrate.ts'

let testDatabase: TestDatabase
let connectionString: string
let client: pg.Client

beforeEach(async () => {
  testDatabase = await createTestDatabase({ migrated: false })
  connectionString = testDatabase.connectionString
  client = new pg.Client({ connectionString })
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await testDatabase.drop()
})

async function rows(text: string): Promise<unknown[]> {
  return (await client.query(text)).rows
}

const ours = `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
  WHERE table_name IN ('meetings', 'clients', 'meeting_clients') ORDER BY 1`

describe('migrate', () => {
  test('makes everything in an empty database, and says what ran', async () => {
    const pending = await pendingMigrations({ connectionString })
    expect(pending.length).toBeGreaterThan(0)
    expect(await migrate({ connectionString })).toEqual(pending)
    expect(await pendingMigrations({ connectionString })).toEqual([])
    expect(await rows(ours)).toEqual(
      ['public.clients', 'public.meeting_clients', 'public.meetings'].map((name) => ({ name })),
    )
  })

  test('asking what is pending makes nothing', async () => {
    await pendingMigrations({ connectionString })
    expect(await rows(ours)).toEqual([])
  })

  test('a second run is a no-op: no object is made again, no row is lost', async () => {
    await migrate({ connectionString })
    await client.query(
      `INSERT INTO clients (user_id, email, email_key) VALUES (gen_random_uuid(), 'a@x.example', 'a@x.example')`,
    )
    const shape = `SELECT c.oid, c.relname, c.xmin::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ('public', 'calendly_sync') AND c.relkind IN ('r', 'i') ORDER BY 1`
    const before = await rows(shape)
    expect(await migrate({ connectionString })).toEqual([])
    expect(await rows(shape)).toEqual(before)
    expect(await rows('SELECT email FROM clients')).toHaveLength(1)
  })

  test.each([
    ['at a direct address', async () => ({ connectionString, close: async () => {} })],
    ['behind a pooler in transaction mode', () => openTransactionPooler(connectionString)],
  ])('five processes that start at once %s migrate once', async (_where, open) => {
    const way = await open()
    const ran = await Promise.all(Array.from({ length: 5 }, () => migrate(way)))
    // Nothing is left behind in a session that somebody else is lent next.
    const locks = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database
      WHERE datname = current_database())`
    expect(await rows(locks)).toEqual([])
    await way.close()
    const all = await rows('SELECT name FROM calendly_sync.migrations ORDER BY name')
    expect(ran.flat().sort()).toEqual(all.map((row) => Reflect.get(Object(row), 'name')))
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1)
  })

  test('a newer version that only added something is worked with: nothing is run, nothing is pending', async () => {
    await migrate({ connectionString })
    await client.query(
      `INSERT INTO calendly_sync.migrations (name, timestamp) VALUES ('9001_add_stars', now()::text)`,
    )
    expect(await migrate({ connectionString })).toEqual([])
    expect(await pendingMigrations({ connectionString })).toEqual([])
    const database = openDatabase({ connectionString })
    expect(await isMigrated(database)).toBe(true)
    await database.close()
  })

  test('a newer version that took something away is not: it is named, and nothing is touched', async () => {
    await migrate({ connectionString })
    await client.query(
      `INSERT INTO calendly_sync.migrations (name, timestamp) VALUES ('9002_drop_stars.contract', now()::text)`,
    )
    for (const ask of [migrate, pendingMigrations])
      expect(await ask({ connectionString }).catch((error: unknown) => error)).toMatchObject({
        code: 'newer_schema',
        message: expect.stringContaining('9002_drop_stars.contract'),
      })
    const database = openDatabase({ connectionString })
    expect(await isMigrated(database)).toBe(false)
    await database.close()
  })

  test('a table that is in use is asked for again, and nobody waits behind the question for long', async () => {
    await migrateTo(connectionString, '0003_isolation')
    const missing = await pendingMigrations({ connectionString })
    expect(missing[0]).toBe('0004_webhooks')
    // Somebody at work holds a table for longer than a migration waits for it.
    await client.query('BEGIN; SELECT FROM calendly_sync.accounts')
    const migrating = migrate({ connectionString })
    const other = new pg.Client({ connectionString })
    await other.connect()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const beganMs = performance.now()
    await other.query('SELECT FROM calendly_sync.accounts') // stands in line behind the migration
    expect(performance.now() - beganMs).toBeLessThan(7000)
    await client.query('COMMIT')
    expect(await migrating).toEqual(missing)
    await other.end()
  }, 60_000)

  test.each(['meetings', 'clients', 'meeting_clients'])(
    'refuses a foreign table %s and touches nothing',
    async (name) => {
      await client.query(`CREATE TABLE ${name} (id int, note text); INSERT INTO ${name} VALUES (7, 'theirs')`)
      const refused: unknown = await migrate({ connectionString }).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(SyncError)
      expect(refused).toMatchObject({ code: 'foreign_table', facts: { tables: [name] } })
      expect(String(refused)).toContain(`public.${name}`)
      expect(await rows(ours)).toEqual([{ name: `public.${name}` }])
      expect(await rows(`SELECT * FROM ${name}`)).toEqual([{ id: 7, note: 'theirs' }])
      expect(await rows(`SELECT nspname FROM pg_namespace WHERE nspname = 'calendly_sync'`)).toEqual([])
      // Once the way is free, the same database is migrated as if nothing had been.
      await client.query(`DROP TABLE ${name}`)
      expect(await migrate({ connectionString })).not.toEqual([])
    },
  )

  test.each(['host_app', 'Host "App"'])('puts the three tables into another schema: %s', async (schema) => {
    await client.query('CREATE TABLE meetings (theirs int)')
    await migrate({ connectionString, schema })
    expect(await rows(ours)).toEqual([
      ...['clients', 'meeting_clients', 'meetings'].map((name) => ({ name: `${schema}.${name}` })).sort(),
      { name: 'public.meetings' },
    ])
    const database = openDatabase({ connectionString, schema })
    expect(await isMigrated(database)).toBe(true)
    const found = database.transaction('installation', (tx) =>
      tx.query('SELECT calendly_event_uuid FROM :schema.meetings'),
    )
    expect(await found).toEqual([])
    await database.close()
  })

  test('another schema than the first one is refused, whatever is in it', async () => {
    await migrate({ connectionString, schema: 'host_app' })
    await client.query('CREATE TABLE meetings (theirs int)')
    for (const schema of ['public', 'nowhere'])
      await expect(migrate({ connectionString, schema })).rejects.toMatchObject({
        code: 'other_schema',
        message: expect.stringContaining('DB_SCHEMA=host_app'),
      })
    expect(await rows(`SELECT nspname FROM pg_namespace WHERE nspname = 'nowhere'`)).toEqual([])
    expect(await migrate({ connectionString, schema: 'host_app' })).toEqual([])
    await client.query('ALTER SCHEMA host_app RENAME TO moved')
    expect(await migrate({ connectionString, schema: 'moved' })).toEqual([])
  })

  test('all or nothing: what fails half-way leaves no part behind, names the file and runs later', async () => {
    // Somebody's function in our way makes the third file fail after two have run.
    await client.query(
      `CREATE SCHEMA calendly_sync; CREATE FUNCTION calendly_sync.covered_users() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    )
    const failed: unknown = await migrate({ connectionString }).catch((error: unknown) => error)
    expect(failed).toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('0003_isolation'),
    })
    expect(await rows(ours)).toEqual([])
    await client.query('DROP FUNCTION calendly_sync.covered_users()')
    await migrate({ connectionString })
    expect(await rows(ours)).toHaveLength(3)
  })

  test('tells whether a database is ready, also one that knows nothing of us', async () => {
    const database = openDatabase({ connectionString })
    expect(await isMigrated(database)).toBe(false)
    await migrate({ connectionString })
    expect(await isMigrated(database)).toBe(true)
    await client.query(`DELETE FROM calendly_sync.migrations WHERE name LIKE '0003%'`)
    expect(await isMigrated(database)).toBe(false)
    await database.close()
  })
})
