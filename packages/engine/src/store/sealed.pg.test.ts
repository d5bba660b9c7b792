import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { unregisteredSecrets } from '../../../../tests/support/sealed-text.ts'
import { createSecrets } from '../secrets.ts'
import { sealedColumns } from './sealed-columns.ts'

/* A new sealed column is one line of the registry. These two find the line that was forgotten. */

let testDatabase: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  pool = new pg.Pool({ connectionString: testDatabase.connectionString, max: 1 })
})
afterAll(async () => {
  await pool.end()
  await testDatabase.drop()
})

test('every column whose comment says that it is sealed is registered, and none else', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'calendly_sync'::regnamespace AND col_description(c.oid, a.attnum) LIKE 'sealed%' ORDER BY 1`,
  )
  expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(
    rows.map((row) => row.name),
  )
})

test('sealed text anywhere else is found, also inside JSON', async () => {
  const sealed = createSecrets([{ id: 'k', key: randomBytes(32) }]).seal('x', 'y')
  expect(await unregisteredSecrets(pool)).toEqual([])
  await pool.query("INSERT INTO calendly_sync.settings VALUES ('hidden', $1)", [
    JSON.stringify({ of: [sealed] }),
  ])
  await pool.query('INSERT INTO calendly_sync.users (id, name) VALUES (gen_random_uuid(), $1)', [sealed])
  expect((await unregisteredSecrets(pool)).sort()).toEqual(['settings.value', 'users.name'])
})
