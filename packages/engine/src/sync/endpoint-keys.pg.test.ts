import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { createSecrets } from '../secrets.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { intendEndpoint, sealedFor } from '../store/endpoints.ts'
import { createEndpointKeys } from './endpoint-keys.ts'

const secrets = createSecrets([{ id: 'k', key: randomBytes(32) }])

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase(testDatabase)
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

test('T12: a key that was copied to another row or changed fails its own URL and no other', async () => {
  const [one, other, sound] = [
    await makeEndpoint('key one'),
    await makeEndpoint('key two'),
    await makeEndpoint('sound'),
  ]
  await database.transaction('installation', (tx) =>
    tx.query(
      `UPDATE calendly_sync.webhook_endpoints e SET signing_key = o.signing_key
       FROM calendly_sync.webhook_endpoints o WHERE (e.id, o.id) IN (($1, $2), ($2, $1))`,
      [one, other],
    ),
  )
  const keys = createEndpointKeys(database, secrets, hastyClock())
  await expect(keys.keysOf(one)).rejects.toThrow('does not open')
  await expect(keys.keysOf(other)).rejects.toThrow('does not open')
  expect(await keys.keysOf(sound)).toEqual(['sound'])
})

test('strangers together cost one question a second', async () => {
  let questions = 0
  const counting: Database = {
    ...database,
    query: (...question) => {
      questions += 1
      return database.query(...question)
    },
  }
  const keys = createEndpointKeys(counting, secrets, hastyClock())
  await keys.keysOf(randomUUID())
  questions = 0
  await Promise.all(Array.from({ length: 100 }, () => keys.keysOf(randomUUID())))
  expect(questions).toBe(1)
})
