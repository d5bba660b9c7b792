import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'

test('gives every caller a database of its own, and drops it even while a session is open', async () => {
  const [one, two] = await Promise.all([
    createTestDatabase({ migrated: false }),
    createTestDatabase({ migrated: false }),
  ])
  const client = new pg.Client({ connectionString: one.connectionString })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('CREATE TABLE only_here (id int)')
  const other = new pg.Client({ connectionString: two.connectionString })
  await other.connect()
  await expect(other.query('SELECT FROM only_here')).rejects.toThrow('does not exist')
  await other.end()
  await Promise.all([one.drop(), two.drop()])
  await expect(client.query('SELECT 1')).rejects.toThrow()
})

test('clones our tables, empty, from the migrated template', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.connectionString })
  await client.connect()
  expect((await client.query('SELECT count(*)::int AS meetings FROM meetings')).rows).toEqual([
    { meetings: 0 },
  ])
  await client.end()
  await database.drop()
})
