import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { type Database, openDatabase } from './database.ts'
import { takeTurn } from './turns.ts'

let testDatabase: TestDatabase
let processes: Database[]

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  processes = [0, 1, 2].map(() => openDatabase(testDatabase))
})
afterAll(async () => {
  await Promise.all(processes.map((one) => one.close()))
  await testDatabase.drop()
})

/** How many of so many looks, spread over the processes, got the turn. */
async function turns(name: string, everyMs: number, looks = 30): Promise<number> {
  const taken = await Promise.all(
    Array.from({ length: looks }, (_, n) => {
      const database = processes[n % processes.length]
      return database ? takeTurn(database, name, everyMs) : false
    }),
  )
  return taken.filter(Boolean).length
}

test('of all processes that look at once one has the first turn, and nobody another before its time', async () => {
  expect(await turns('a', 60_000)).toBe(1)
  expect(await turns('a', 60_000)).toBe(0)
  expect(await turns('b', 60_000)).toBe(1)
})

test('when its time has come again, one has it', async () => {
  await processes[0]?.pool.query(
    "UPDATE calendly_sync.settings SET value = to_jsonb(now() - interval '61 s') WHERE name = 'turn:a'",
  )
  expect(await turns('a', 60_000)).toBe(1)
})

test('a look without a turn writes nothing', async () => {
  const version = async () =>
    (await processes[0]?.pool.query("SELECT xmin, xmax FROM calendly_sync.settings WHERE name = 'turn:a'"))
      ?.rows
  const before = await version()
  expect(await turns('a', 60_000)).toBe(0)
  expect(await version()).toEqual(before)
})
