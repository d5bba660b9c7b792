import { getMigrations } from 'better-auth/db/migration'
import { silentLog } from 'calendly-sync-engine'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../../tests/support/database.ts'
import { libraryOptions } from './library.ts'

test('the tables of our migration are what the library would make, so that a new version of it shows here', async () => {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const settings = { db, publicUrl: 'https://sync.example.com', secret: 'x'.repeat(32), log: silentLog }
  expect(await getMigrations(libraryOptions(settings))).toMatchObject({ toBeCreated: [], toBeAdded: [] })
  await pool.query('ALTER TABLE calendly_sync.sign_in_sessions DROP COLUMN user_agent')
  expect(await getMigrations(libraryOptions(settings))).toMatchObject({
    toBeAdded: [{ table: 'sign_in_sessions', fields: { user_agent: expect.anything() } }],
  })
  await db.destroy()
  await database.drop()
})
