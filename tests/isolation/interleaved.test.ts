import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../packages/engine/src/store/database.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

/*
 * T8: whom a transaction covers ends with it. Twenty users share a pool of three connections; transactions succeed, fail
 * in SQL, fail in our own code, are cut off by a time limit, lose their connection, and every one that sees rows sees
 * only the own.
 */

const transactions = process.env.PROVE ? 10_000 : 1000
const users = Array.from({ length: 20 }, () => randomUUID())

let testDatabase: TestDatabase
let database: Database
let admin: pg.Client

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { connectionString } = testDatabase
  database = openDatabase({ connectionString, poolSize: 3 })
  admin = new pg.Client({ connectionString })
  await admin.connect()
  for (const user of users) {
    await database.transaction([user], (tx) =>
      tx.query(
        "INSERT INTO clients (user_id, email, email_key) VALUES ($1, 'same@x.example', 'same@x.example')",
        [user],
      ),
    )
  }
})
afterAll(async () => {
  await database?.close()
  await admin?.end()
  await testDatabase?.drop()
})

const owners = 'SELECT user_id FROM clients'
type Rows = { readonly user_id: string }[]

/** How a transaction may end. Each answers what it saw before that. */
const ways: Readonly<Record<string, (user: string, saw: (rows: Rows) => void) => Promise<unknown>>> = {
  committed: (user, saw) => database.transaction([user], async (tx) => saw(await tx.query(owners))),
  'failed in SQL': (user, saw) =>
    database.transaction([user], async (tx) => {
      saw(await tx.query(owners))
      await tx.query('SELECT 1 / 0')
    }),
  'failed in our code': (user, saw) =>
    database.transaction([user], async (tx) => {
      saw(await tx.query(owners))
      throw new Error('ours')
    }),
  'cut off by a time limit': (user, saw) =>
    database.transaction([user], async (tx) => {
      saw(await tx.query(owners))
      await tx.query("SET LOCAL statement_timeout = '1ms'")
      await tx.query('SELECT pg_sleep(1)')
    }),
  'ended from outside': (user, saw) =>
    database.transaction([user], async (tx) => {
      saw(await tx.query(owners))
      const [own] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await admin.query('SELECT pg_terminate_backend($1)', [own?.pid])
      await tx.query(owners)
    }),
  'that began again after a deadlock': async (user, saw) => {
    let attempts = 0
    await database.transaction([user], async (tx) => {
      saw(await tx.query(owners))
      attempts += 1
      if (attempts === 1) await tx.query("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40P01'; END $$")
      saw(await tx.query(owners))
    })
  },
  'of two users': (user, saw) => {
    const other = users.find((one) => one !== user) ?? ''
    return database.transaction([user, other], async (tx) => {
      const rows = await tx.query<{ user_id: string }>(owners)
      saw(rows.filter((row) => row.user_id !== other))
    })
  },
  'of the installation': async () => {
    const rows = await database.transaction('installation', (tx) => tx.query(owners))
    expect(rows).toHaveLength(users.length)
  },
  'without a scope': async (_user, saw) => {
    const rows = await database.transaction([], (tx) => tx.query<{ user_id: string }>(owners))
    expect(rows).toEqual([])
    saw([])
  },
}

test(`${transactions} interleaved transactions of 20 users, ending in every way: no foreign row`, async () => {
  const names = Object.keys(ways)
  const ended = new Map(names.map((name) => [name, 0]))
  let foreign = 0
  const one = async (index: number) => {
    const user = users[(index * 7) % users.length] ?? ''
    // Cut connections are dear, so there are fewer of them.
    const name = (index % 50 === 0 ? 'ended from outside' : names[(index * 31) % names.length]) ?? 'committed'
    const saw = (rows: Rows) => {
      foreign += rows.filter((row) => row.user_id !== user).length
    }
    await ways[name]?.(user, saw).catch(() => {})
    ended.set(name, (ended.get(name) ?? 0) + 1)
  }
  for (let begun = 0; begun < transactions; begun += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, n) => one(begun + n)))
  }
  expect(foreign).toBe(0)
  expect([...ended].filter(([, count]) => count === 0)).toEqual([])
}, 600_000)

test('what every way leaves on its connection is nothing', async () => {
  const single = openDatabase({ connectionString: testDatabase.connectionString, poolSize: 1 })
  const left = `SELECT current_user = session_user AS is_self, coalesce(current_setting('calendly_sync.user_ids', true), '') AS ids`
  for (const sql of ['SELECT 1', 'SELECT 1 / 0', 'SELECT nonsense']) {
    await single.transaction([users[0] ?? ''], (tx) => tx.query(sql)).catch(() => {})
    expect((await single.pool.query(left)).rows).toEqual([{ is_self: true, ids: '' }])
  }
  await single.close()
})

test('a setting that names nobody, or is no list of users, shows no row to the run-time role', async () => {
  const seen = async (setting: string | undefined) => {
    await admin.query('BEGIN')
    try {
      if (setting !== undefined)
        await admin.query("SELECT set_config('calendly_sync.user_ids', $1, true)", [setting])
      await admin.query('SET LOCAL ROLE calendly_sync_app')
      return (await admin.query(owners)).rows.length
    } catch (error) {
      return error instanceof pg.DatabaseError ? 'refused' : String(error)
    } finally {
      await admin.query('ROLLBACK')
    }
  }
  expect(await seen(users[0])).toBe(1) // the question itself can be answered with rows
  for (const setting of [
    undefined,
    '',
    '*',
    randomUUID(),
    '* ',
    `*,${users[0]}`,
    'NULL',
    '{}',
    "' OR true --",
  ]) {
    expect([setting, await seen(setting)]).toEqual([setting, expect.toBeOneOf([0, 'refused'])])
  }
})

test('T9: the natural keys of another user are free, so that nothing is learnt from them', async () => {
  const [ann = '', bob = ''] = users
  const insertEvent = (user: string, uuid: string) =>
    database.transaction([user], (tx) =>
      tx.query(
        `INSERT INTO calendly_sync.scheduled_events (user_id, uuid, account_id, status, updated_at, start_time, end_time,
           hosts, guests, digest, raw)
         VALUES ($1, $2, gen_random_uuid(), 'active', now(), now(), now(), '[]', '[]', 'd', '{}')
         ON CONFLICT DO NOTHING RETURNING 1`,
        [user, uuid],
      ),
    )
  const insertAccount = (user: string, uri: string) =>
    database.transaction([user], (tx) =>
      tx.query(
        `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential) VALUES ($1, $2, 'c')
         ON CONFLICT DO NOTHING RETURNING 1`,
        [user, uri],
      ),
    )
  const insertMeeting = (user: string, uuid: string) =>
    database.transaction([user], (tx) =>
      tx.query(
        `INSERT INTO meetings (id, user_id, calendly_account_id, calendly_event_uuid, title, start_time, end_time, status)
         VALUES (gen_random_uuid(), $1, gen_random_uuid(), $2, 't', now(), now(), 'active') ON CONFLICT DO NOTHING RETURNING 1`,
        [user, uuid],
      ),
    )
  for (const insert of [insertEvent, insertAccount, insertMeeting]) {
    for (const user of [bob, ann]) expect(await insert(user, 'only-bobs')).toHaveLength(1)
    expect(await insert(ann, 'only-bobs')).toHaveLength(0) // the own one is taken: the key is there
  }
})
