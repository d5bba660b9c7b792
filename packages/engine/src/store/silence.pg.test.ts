import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../tests/support/database.ts'
import { type Database, openDatabase } from './database.ts'
import { askAboutSilence } from './silence.ts'

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  database = openDatabase(testDatabase)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

/** A subscription whose deliveries came so many minutes ago. */
async function subscription(minutesAgo: readonly number[]): Promise<string> {
  const credential = randomUUID()
  await database.transaction('installation', async (tx) => {
    const [endpoint] = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.webhook_endpoints (credential, calendly_user, organization, scope, callback_url, signing_key, state)
       VALUES ($1, 'u', 'o', 'user', $1, 'sealed', 'active') RETURNING id`,
      [credential],
    )
    await tx.query('INSERT INTO calendly_sync.webhook_health (credential, state) VALUES ($1, $2)', [
      credential,
      'active',
    ])
    await tx.query(
      `INSERT INTO calendly_sync.webhook_deliveries (endpoint_id, digest, received_at, is_verified, headers, body)
       SELECT $1, sha256(convert_to(ago::text, 'UTF8')), now() - ago * interval '1 min', true, '{}', '' FROM unnest($2::int[]) ago`,
      [endpoint?.id, minutesAgo],
    )
  })
  return credential
}

const ask = (credential: string) =>
  database.transaction('installation', (tx) => askAboutSilence(tx, credential))
/** Thirty deliveries, one every so many minutes, the last one so long ago. */
const every = (minutes: number, lastAgo: number) =>
  Array.from({ length: 30 }, (_, n) => lastAgo + n * minutes)

test('asks once about a silence of more than twice the longest gap, and an hour', async () => {
  const credential = await subscription(every(40, 100))
  expect(await ask(credential)).toMatch(/^\d{4}-/)
  expect(await ask(credential)).toBeUndefined()
})

test('finds nothing unusual in a gap that occurs, in an hour of a busy day, or in a habit that is not known yet', async () => {
  expect(await ask(await subscription([...every(10, 300), 1500]))).toBeUndefined()
  expect(await ask(await subscription(every(1, 50)))).toBeUndefined()
  expect(await ask(await subscription([500, 501, 502]))).toBeUndefined()
  expect(await ask(await subscription([]))).toBeUndefined()
})
