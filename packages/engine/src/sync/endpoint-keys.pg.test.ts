import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { sealedFor } from '../flows/keep-subscription.ts'
import { createSecrets } from '../secrets.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { intendEndpoint } from '../store/endpoints.ts'
import { createEndpointKeys } from './endpoint-keys.ts'

const secrets = createSecrets([{ id: 'k', key: randomBytes(32) }])

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ connectionString: testDatabase.connectionString })
})
afterAll(async () => {
  await database?.close()
  await testDatabase?.drop()
})

async function makeEndpoint(key: string): Promise<string> {
  const id = randomUUID()
  await intendEndpoint(database, {
    id,
    credential: `pat:${id}`,
    calendlyUser: 'U',
    organization: 'O',
    scope: 'user',
    callbackUrl: `https://sync.example/${id}`,
    signingKey: secrets.seal(key, sealedFor(id)),
  })
  return id
}

/** Stands still but for its sleeps, which end a little early, as timers of whole milliseconds do. */
function hastyClock() {
  let nowMs = 0
  return {
    now: () => Date.now(),
    monotonic: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += Math.max(0, ms - 0.4)
    },
  }
}

test('a URL that was made a moment ago by somebody else is found, also when the wait for it ends early', async () => {
  const keys = createEndpointKeys(database, secrets, hastyClock())
  expect(await keys.keysOf(randomUUID())).toBeUndefined()
  const made = await makeEndpoint('its key')
  expect(await keys.keysOf(made)).toEqual(['its key'])
})

test('a URL that is made while the others are being read is found', async () => {
  const keys = createEndpointKeys(database, secrets, hastyClock())
  const stranger = keys.keysOf(randomUUID())
  // The reading for the stranger has begun and may have seen everything but this one.
  const made = await makeEndpoint('another key')
  expect(await keys.keysOf(made)).toEqual(['another key'])
  expect(await stranger).toBeUndefined()
})

test('strangers together cost one question a second', async () => {
  let questions = 0
  const counting: Database = {
    ...database,
    transaction: (scope, work) => {
      questions += 1
      return database.transaction(scope, work)
    },
  }
  const keys = createEndpointKeys(counting, secrets, hastyClock())
  await keys.keysOf(randomUUID())
  questions = 0
  await Promise.all(Array.from({ length: 100 }, () => keys.keysOf(randomUUID())))
  expect(questions).toBe(1)
})
