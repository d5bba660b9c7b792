import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../tests/support/database.ts'
import { type Database, openDatabase } from '../database.ts'
import { type Delivery, type Inbox, openInbox } from './keep.ts'

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>
let database: Database
let inbox: Inbox

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  database = openDatabase(testDatabase)
  inbox = openInbox({
    connectionString: testDatabase.connectionString,
    sessions: { known: 'own' },
    onError: () => {},
  })
})
afterAll(async () => {
  await inbox.close()
  await database.close()
  await testDatabase.drop()
})

function delivery(text: string, endpointId: string = randomUUID()): Delivery {
  const body = Buffer.from(text)
  const digest = createHash('sha256').update(body).digest()
  return {
    endpointId,
    digest,
    signedAtMs: 1_795_600_000_123,
    isVerified: true,
    caveat: null,
    headers: { a: 'b' },
    body,
  }
}

const stored = (endpointId: string) =>
  database.transaction('installation', (tx) =>
    tx.query<{ body: Buffer; seen: number; signed_at: string }>(
      'SELECT body, seen, signed_at FROM calendly_sync.webhook_deliveries WHERE endpoint_id = $1 ORDER BY body',
      [endpointId],
    ),
  )

test('keeps the very bytes, whatever they are', async () => {
  const endpoint = randomUUID()
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  const digest = createHash('sha256').update(bytes).digest()
  await inbox.keep({ ...delivery('', endpoint), body: bytes, digest })
  const [row] = await stored(endpoint)
  expect(row?.body.equals(bytes)).toBe(true)
  expect(row?.signed_at).toBe(new Date(1_795_600_000_123).toISOString())
})

test('of two hundred that come at once each is kept, and each sender gets the id of his own', async () => {
  const endpoint = randomUUID()
  const texts = Array.from({ length: 200 }, (_, n) => `body ${String(n).padStart(3, '0')}`)
  const kept = await Promise.all(texts.map((text) => inbox.keep(delivery(text, endpoint))))
  expect((await stored(endpoint)).map((row) => row.body.toString())).toEqual(texts)
  const rows = await database.transaction('installation', (tx) =>
    tx.query<{ id: string; body: Buffer }>(
      'SELECT id, body FROM calendly_sync.webhook_deliveries WHERE endpoint_id = $1',
      [endpoint],
    ),
  )
  const textOf = new Map(rows.map((row) => [row.id, row.body.toString()]))
  expect(kept.map(({ id }) => textOf.get(id))).toEqual(texts)
  expect(kept.every(({ isNew }) => isNew)).toBe(true)
})

test('a hundred copies at once are one delivery, new to one sender, and counted', async () => {
  const endpoint = randomUUID()
  const kept = await Promise.all(Array.from({ length: 100 }, () => inbox.keep(delivery('same', endpoint))))
  expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1)
  expect(new Set(kept.map(({ id }) => id)).size).toBe(1)
  expect(await stored(endpoint)).toMatchObject([{ seen: 100 }])
})

test('one that cannot be kept is told so, and the others are kept', async () => {
  const endpoint = randomUUID()
  const bad = { ...delivery('bad', endpoint), endpointId: 'no uuid' }
  const all = [
    delivery('a', endpoint),
    bad,
    delivery('b', endpoint),
    delivery('c', endpoint),
    delivery('d', endpoint),
  ]
  const results = await Promise.allSettled(all.map((one) => inbox.keep(one)))
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
  expect(await stored(endpoint)).toHaveLength(4)
})

test('every commit insists on being durable, whatever the database thinks, and leaves nothing in the session', async () => {
  const admin = new URL(testDatabase.connectionString)
  const name = decodeURIComponent(admin.pathname.slice(1))
  await database.pool.query(`ALTER DATABASE "${name}" SET synchronous_commit = off`)
  const careful = openInbox({
    connectionString: testDatabase.connectionString,
    sessions: { known: 'own' },
    onError: () => {},
  })
  // A deferred trigger runs within the commit: what holds there is what the commit goes by.
  await database.pool.query(`
    CREATE TABLE seen (at_write text, at_commit text);
    CREATE FUNCTION note_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO seen (at_write) VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
    CREATE FUNCTION note_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      UPDATE seen SET at_commit = current_setting('synchronous_commit') WHERE at_commit IS NULL; RETURN NULL; END $$;
    CREATE TRIGGER note BEFORE INSERT ON calendly_sync.webhook_deliveries FOR EACH ROW EXECUTE FUNCTION note_write();
    CREATE CONSTRAINT TRIGGER note_late AFTER INSERT ON calendly_sync.webhook_deliveries
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_commit()`)
  await careful.keep(delivery('durable'))
  await careful.keep(delivery('durable as well'))
  await careful.close()
  const { rows } = await database.pool.query('SELECT * FROM seen')
  expect(rows).toEqual([
    { at_write: 'off', at_commit: 'on' },
    { at_write: 'off', at_commit: 'on' },
  ])
})
