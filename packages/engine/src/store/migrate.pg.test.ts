import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
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

  test('five processes that start at once migrate once', async () => {
    const ran = await Promise.all(Array.from({ length: 5 }, () => migrate({ connectionString })))
    const all = await rows('SELECT name FROM calendly_sync.migrations ORDER BY name')
    expect(ran.flat().sort()).toEqual(all.map((row) => Reflect.get(Object(row), 'name')))
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1)
  })

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
