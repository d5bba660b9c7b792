import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { openTransactionPooler, type PoolerOptions } from '../../../../tests/support/transaction-pooler.ts'
import { createSessions } from './sessions.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a direct address has a session for each connection, and is asked once', async () => {
  const found: string[] = []
  const sessions = createSessions(database.connectionString, (kind) => found.push(kind))
  expect(sessions.known).toBeUndefined()
  expect(await Promise.all([sessions.find(), sessions.find()])).toEqual(['own', 'own'])
  expect(sessions.known).toBe('own')
  expect(found).toEqual(['own'])
})

test.each<PoolerOptions>([
  { size: 1 },
  { size: 2, order: 'last' },
  { size: 3, order: 'first' },
  { size: 20, order: 'last' },
  { size: 20, order: 'first' },
])('a pooler in transaction mode is found out: %o', async (options) => {
  const pooler = await openTransactionPooler(database.connectionString, options)
  expect(await createSessions(pooler.connectionString).find()).toBe('lent')
  await pooler.close()
})

test('a pooler that others are using at the same time is found out', async () => {
  const pooler = await openTransactionPooler(database.connectionString, { size: 4 })
  const others = new pg.Pool({ connectionString: pooler.connectionString, max: 6 })
  others.on('error', () => {})
  let isBusy = true
  const busy = Promise.all(
    Array.from({ length: 6 }, async () => {
      while (isBusy) await others.query('SELECT pg_sleep(0.002)')
    }),
  )
  for (let round = 0; round < 20; round++)
    expect(await createSessions(pooler.connectionString).find()).toBe('lent')
  isBusy = false
  await busy
  await others.end()
  await pooler.close()
})

test('a database that is away says so, and is asked again', async () => {
  const sessions = createSessions('postgres://nobody@127.0.0.1:1/nothing')
  await expect(sessions.find()).rejects.toThrow('ECONNREFUSED')
  await expect(sessions.find()).rejects.toThrow('ECONNREFUSED')
  expect(sessions.known).toBeUndefined()
})
