import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { systemClock } from '../clock.ts'
import { silentLog } from '../log.ts'
import { createSecrets, type EncryptionKey, type Secrets } from '../secrets.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { sealedFor } from '../store/endpoints.ts'
import { beatKeyHolder } from '../store/key-holders.ts'
import { createKeys } from './keys.ts'

const k1 = { id: 'k1', key: randomBytes(32) }
const k2 = { id: 'k2', key: randomBytes(32) }
const otherK1 = { id: 'k1', key: randomBytes(32) }

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
beforeEach(() => run('TRUNCATE calendly_sync.webhook_endpoints, calendly_sync.key_holders CASCADE'))

function run<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return database.transaction('installation', (tx) => tx.query<Row>(text, values))
}

const keysWith = (...keys: readonly EncryptionKey[]) =>
  createKeys({
    database,
    secrets: keys.length > 0 ? createSecrets(keys) : undefined,
    whereIs: () => 'ENCRYPTION_KEYS',
    clock: systemClock,
    log: silentLog,
  })

/** Endpoints whose keys are sealed with the newest of `keys`; each key is the endpoint's own id. */
async function endpoints(count: number, ...keys: readonly EncryptionKey[]): Promise<string[]> {
  const secrets = createSecrets(keys)
  const rows = Array.from({ length: count }, () => {
    const id = randomUUID()
    return { id, sealed: secrets.seal(id, sealedFor(id)) }
  })
  await run(
    `INSERT INTO calendly_sync.webhook_endpoints (id, credential, calendly_user, organization, scope, callback_url, signing_key, state)
     SELECT id, 'c', 'U', 'O', 'user', 'u', sealed, 'removed' FROM json_to_recordset($1::json) AS r(id uuid, sealed text)`,
    [JSON.stringify(rows)],
  )
  return rows.map((row) => row.id)
}

const stored = () =>
  run<{ id: string; signing_key: string }>(
    'SELECT id, signing_key FROM calendly_sync.webhook_endpoints ORDER BY id',
  )

/** Every secret opens with these keys, and is the right one. */
async function expectAllOpen(secrets: Secrets): Promise<void> {
  for (const { id, signing_key } of await stored()) expect(secrets.open(signing_key, sealedFor(id))).toBe(id)
}

test('keys fit when all that sealed something are there, in whatever order; also where nothing is sealed', async () => {
  await keysWith(k1).check()
  await endpoints(3, k1)
  await endpoints(2, k2)
  for (const keys of [keysWith(k1, k2), keysWith(k2, k1)]) await keys.check()
  expect(await keysWith(k2, k1).list()).toEqual([
    { id: 'k2', state: 'newest', secrets: 2, damaged: 0 },
    { id: 'k1', state: 'older', secrets: 3, damaged: 0 },
  ])
})

test('a key that is missing is named, with how much it sealed and what to do', async () => {
  await endpoints(3, k1)
  await expect(keysWith(k2).check()).rejects.toMatchObject({
    code: 'missing_key',
    message: expect.stringMatching(/"k1" is missing: 3 stored secrets .*ENCRYPTION_KEYS.*keys forget k1/),
  })
  expect(await keysWith(k2).list()).toEqual([
    { id: 'k2', state: 'newest', secrets: 0, damaged: 0 },
    { id: 'k1', state: 'missing', secrets: 3, damaged: 0 },
  ])
})

test('a key of the same name with other bytes is found out', async () => {
  await endpoints(1, k1)
  await expect(keysWith(k2, otherK1).check()).rejects.toMatchObject({
    code: 'wrong_key',
    message: expect.stringContaining('"k1" is another one than before'),
  })
  expect(await keysWith(k2, otherK1).list()).toContainEqual({
    id: 'k1',
    state: 'wrong',
    secrets: 1,
    damaged: 0,
  })
})

test('one damaged secret among sound ones is no wrong key: the start goes on, and it is shown', async () => {
  const [damaged] = await endpoints(20, k1)
  await run("UPDATE calendly_sync.webhook_endpoints SET signing_key = signing_key || 'AA' WHERE id = $1", [
    damaged,
  ])
  const keys = keysWith(k1)
  await keys.check()
  expect(await keys.list()).toEqual([{ id: 'k1', state: 'newest', secrets: 20, damaged: 1 }])
})

test('who seals nothing checks nothing', async () => {
  await endpoints(1, k1)
  await keysWith().check()
})

test('in a database that was never migrated nothing is sealed, and nothing is made', async () => {
  const empty = await createTestDatabase({ migrated: false })
  const other = openDatabase({ connectionString: empty.connectionString })
  await createKeys({
    database: other,
    secrets: createSecrets([k1]),
    whereIs: String,
    clock: systemClock,
    log: silentLog,
  }).check()
  const { rows } = await other.pool.query("SELECT FROM pg_namespace WHERE nspname = 'calendly_sync'")
  expect(rows).toEqual([])
  await other.close()
  await empty.drop()
})

test('T13: rotation seals everything anew; afterwards the newest key alone is enough', async () => {
  await endpoints(850, k1)
  await endpoints(50, k2)
  const told: [number, number][] = []
  const rotation = await keysWith(k2, k1).rotate({ onProgress: (...progress) => told.push(progress) })
  expect(rotation).toEqual({
    resealed: 850,
    isComplete: true,
    keys: [
      { id: 'k2', state: 'newest', secrets: 900, damaged: 0 },
      { id: 'k1', state: 'older', secrets: 0, damaged: 0 },
    ],
  })
  expect(told.at(0)).toEqual([200, 850])
  expect(told.at(-1)).toEqual([850, 850])
  await keysWith(k2).check()
  await expectAllOpen(createSecrets([k2]))
  expect(await keysWith(k2, k1).rotate()).toMatchObject({ resealed: 0, isComplete: true })
})

test('rotation does not touch what is sealed with the newest key already', async () => {
  await endpoints(10, k2)
  const before = await stored()
  await keysWith(k2, k1).rotate()
  expect(await stored()).toEqual(before)
})

test('two rotations at once, over several batches, do the work once and hurt nobody', async () => {
  await endpoints(1000, k1)
  const both = await Promise.all([keysWith(k2, k1).rotate(), keysWith(k2, k1).rotate()])
  expect(both.map(({ isComplete }) => isComplete)).toEqual([true, true])
  expect(both.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(1000)
  await expectAllOpen(createSecrets([k2]))
})

test('interrupted after a batch, everything opens with both keys, and the next one does the rest', async () => {
  await endpoints(500, k1)
  const stopping = new AbortController()
  const first = await keysWith(k2, k1).rotate({ signal: stopping.signal, onProgress: () => stopping.abort() })
  expect(first).toMatchObject({ resealed: 200, isComplete: false })
  await expectAllOpen(createSecrets([k2, k1]))
  expect(await keysWith(k2, k1).rotate()).toMatchObject({ resealed: 300, isComplete: true })
})

test('a secret that is replaced while the rotation waits for its row stays the new one', async () => {
  const [id = ''] = await endpoints(1, k1)
  const sealed = createSecrets([k1]).seal('replaced', sealedFor(id))
  let rotation: Promise<unknown> | undefined
  await database.transaction('installation', async (tx) => {
    await tx.query('UPDATE calendly_sync.webhook_endpoints SET signing_key = $2 WHERE id = $1', [id, sealed])
    rotation = keysWith(k2, k1).rotate()
    await systemClock.sleep(200)
  })
  await rotation
  const [row] = await stored()
  expect(createSecrets([k2]).open(row?.signing_key ?? '', sealedFor(id))).toBe('replaced')
})

test('what does not open is left as it is, counted, and keeps its key from being removed', async () => {
  const [damaged = '', ...sound] = await endpoints(300, k1)
  await run("UPDATE calendly_sync.webhook_endpoints SET signing_key = signing_key || 'AA' WHERE id = $1", [
    damaged,
  ])
  expect(await keysWith(k2, k1).rotate()).toMatchObject({ resealed: sound.length, isComplete: false })
  const [row] = await run<{ signing_key: string }>(
    'SELECT signing_key FROM calendly_sync.webhook_endpoints WHERE id = $1',
    [damaged],
  )
  expect(row?.signing_key).toMatch(/^v1\.k1\..*AA$/)
})

test.each([
  ['lacks', ['k1']],
  ['has but does not seal with', ['k1', 'k2']],
])('nobody rotates to a key that a running process %s', async (_how, keyIds) => {
  await endpoints(5, k1)
  const before = await stored()
  await beatKeyHolder(database, randomUUID(), keyIds)
  await beatKeyHolder(database, randomUUID(), ['k2', 'k1'])
  await expect(keysWith(k2, k1).rotate()).rejects.toMatchObject({ code: 'key_not_everywhere' })
  expect(await stored()).toEqual(before)
  await run("UPDATE calendly_sync.key_holders SET seen_at = now() - interval '1 min'")
  expect(await keysWith(k2, k1).rotate()).toMatchObject({ resealed: 5 })
})

test('a running process tells its keys, and takes that back when it ends', async () => {
  const stopping = new AbortController()
  const telling = keysWith(k2, k1).announce(stopping.signal)
  const told = async () =>
    (await run<{ key_ids: string[] }>('SELECT key_ids FROM calendly_sync.key_holders')).map(
      (row) => row.key_ids,
    )
  while ((await told()).length === 0) await systemClock.sleep(20)
  expect(await told()).toEqual([['k2', 'k1']])
  stopping.abort()
  await telling
  expect(await told()).toEqual([])
})

test('a lost key is forgotten with what it sealed; a key that somebody has or that opens everything is not', async () => {
  await endpoints(3, k1)
  const kept = await endpoints(2, k2)
  await expect(keysWith(k2, k1).forget('k1')).rejects.toMatchObject({ code: 'not_found' })
  await beatKeyHolder(database, randomUUID(), ['k1'])
  await expect(keysWith(k2).forget('k1')).rejects.toMatchObject({ code: 'key_in_use' })
  expect(await stored()).toHaveLength(5)
  await run('TRUNCATE calendly_sync.key_holders')
  expect(await keysWith(k2).forget('k1')).toBe(3)
  expect((await stored()).map((row) => row.id)).toEqual(kept.toSorted())
  await keysWith(k2).check()
})
