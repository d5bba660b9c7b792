import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts'
import { type Database, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

/* I7, T7–T9: row-level security as each role meets it; what the catalogue says of it is in tests/isolation. */

let testDatabase: TestDatabase
let database: Database
let admin: pg.Client
const [ann, bob] = [randomUUID(), randomUUID()]

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: false })
  const { connectionString } = testDatabase
  admin = new pg.Client({ connectionString })
  await admin.connect()
  // As on Supabase, where it exists before we come. Roles belong to the cluster, so it stays for the other files.
  await admin.query(`DO $$ BEGIN CREATE ROLE authenticated NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`)
  await migrate({ connectionString })
  database = openDatabase({ connectionString, poolSize: 3 })
  for (const user of [ann, bob]) await fillFor(user)
})

afterAll(async () => {
  await database.close()
  await admin.end()
  await testDatabase.drop()
})

/** One row in every tenant table, written within the user's own scope. */
async function fillFor(user: string): Promise<void> {
  await database.transaction([user], async (tx) => {
    const made = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential) VALUES ($1, $2, 'c') RETURNING id`,
      [user, `https://api.calendly.com/users/${user}`],
    )
    const account = made[0]?.id
    const [event] = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.scheduled_events (user_id, uuid, account_id, status, updated_at, start_time, end_time, hosts, guests, digest, raw)
       VALUES ($1, 'same-event', $2, 'active', now(), now(), now(), '[]', '[]', 'd', '{}') RETURNING id`,
      [user, account],
    )
    const meeting = event?.id
    await tx.query(
      `INSERT INTO calendly_sync.meeting_invitees (user_id, meeting_id, uuid, status, updated_at, event_uuid, answers, rescheduled, digest, raw)
       VALUES ($1, $2, 'same-seat', 'active', now(), 'same-event', '[]', false, 'd', '{}')`,
      [user, meeting],
    )
    await tx.query(
      'INSERT INTO calendly_sync.meeting_accounts (meeting_id, account_id, user_id) VALUES ($1, $2, $3)',
      [meeting, account, user],
    )
    await tx.query(
      `INSERT INTO meetings (id, user_id, calendly_account_id, calendly_event_uuid, title, start_time, end_time, status)
       VALUES ($1, $2, $3, 'same-event', 'Review', now(), now(), 'active')`,
      [meeting, user, account],
    )
    const [client] = await tx.query<{ id: string }>(
      `INSERT INTO clients (user_id, email, email_key) VALUES ($1, 'same@x.example', 'same@x.example') RETURNING id`,
      [user],
    )
    await tx.query('INSERT INTO meeting_clients (meeting_id, client_id, user_id) VALUES ($1, $2, $3)', [
      meeting,
      client?.id,
      user,
    ])
    await tx.query(
      `INSERT INTO calendly_sync.changes (user_id, kind, meeting_id, cause, is_deleted, after) VALUES ($1, 'meeting.created', $2, 'tick', false, '{}')`,
      [user, meeting],
    )
    const [run] = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.sync_runs (trigger, user_id) VALUES ('manual', $1) RETURNING id`,
      [user],
    )
    const [part] = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger) VALUES ($1, $2, 'manual') RETURNING id`,
      [account, user],
    )
    await tx.query('INSERT INTO calendly_sync.sync_run_accounts VALUES ($1, $2, $3)', [
      run?.id,
      part?.id,
      user,
    ])
    await tx.query("INSERT INTO calendly_sync.audit_log (user_id, action) VALUES ($1, 'account.connected')", [
      user,
    ])
    await tx.query(
      `INSERT INTO calendly_sync.meeting_search (meeting_id, user_id, hosts, words) VALUES ($1, $2, '{}', 'review')`,
      [meeting, user],
    )
    await tx.query(
      `INSERT INTO calendly_sync.client_suggestions (id, user_id, client_id, other_id, reasons, decision)
       VALUES (gen_random_uuid(), $1, $2, $2, '{same_name}', 'rejected')`,
      [user, client?.id],
    )
    await tx.query("INSERT INTO calendly_sync.erased_clients (user_id, hash) VALUES ($1, 'h')", [user])
  })
  await judgeFor(user)
}

/** What the watch writes: the run-time role may only read it. */
async function judgeFor(user: string): Promise<void> {
  const { rows } = await admin.query<{ id: string }>(
    `INSERT INTO calendly_sync.incidents (user_id, kind, subject, message, next_step, since)
     VALUES ($1, 'stale', $2, 'm', 'n', now()) RETURNING id`,
    [user, user],
  )
  await admin.query("INSERT INTO calendly_sync.alert_rules (user_id, rules) VALUES ($1, '{}')", [user])
  await admin.query(
    "INSERT INTO calendly_sync.alert_mails (user_id, incident_id, type) VALUES ($1, $2, 'opened')",
    [user, rows[0]?.id],
  )
}

/** Tables of users that the run-time role may use in this way; tokens are in none of them. */
async function tenantTables(right = 'SELECT'): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id'
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text IN ('public', 'calendly_sync')
       AND has_table_privilege('calendly_sync_app', c.oid, $1) ORDER BY 1`,
    [right],
  )
  return rows.map((row) => row.name)
}

/** How many rows of each tenant table a role sees; the settings last for the one look. */
async function visibleTo(role: string, settings: Record<string, string>, tables: readonly string[]) {
  await admin.query('BEGIN')
  for (const [name, value] of Object.entries(settings))
    await admin.query('SELECT set_config($1, $2, true)', [name, value])
  await admin.query(`SET LOCAL ROLE ${role}`)
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const { rows } = await admin.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
    counts[table] = rows[0]?.count ?? -1
  }
  await admin.query('ROLLBACK')
  return counts
}

const each = (tables: readonly string[], count: number) =>
  Object.fromEntries(tables.map((table) => [table, count]))

describe('the run-time role', () => {
  test.each([
    ['no setting', {}],
    ['an empty setting', { 'calendly_sync.user_ids': '' }],
    ['the word for the whole installation', { 'calendly_sync.user_ids': '*' }],
    ['a user without rows', { 'calendly_sync.user_ids': randomUUID() }],
    ['the claims of a signed-in person only', { 'request.jwt.claims': JSON.stringify({ sub: ann }) }],
  ])('sees no row with %s', async (_why, settings) => {
    const tables = await tenantTables()
    expect(await visibleTo('calendly_sync_app', settings, tables)).toEqual(each(tables, 0))
  })

  test('sees the rows of whom it covers, one user or several', async () => {
    const tables = await tenantTables()
    expect(await visibleTo('calendly_sync_app', { 'calendly_sync.user_ids': ann }, tables)).toEqual(
      each(tables, 1),
    )
    const both = { 'calendly_sync.user_ids': `${ann},${bob}` }
    expect(await visibleTo('calendly_sync_app', both, tables)).toEqual(each(tables, 2))
  })

  test('a scope that is no list of users is refused before it becomes SQL', async () => {
    for (const scope of ["'; DROP TABLE meetings; --", '*', '', `${ann},${bob}`]) {
      await expect(database.transaction([scope], (tx) => tx.query('SELECT'))).rejects.toThrow()
    }
    expect((await admin.query('SELECT FROM meetings')).rows).toHaveLength(2)
  })

  test("changes, moves and removes nothing of another user's, by whatever id", async () => {
    const tables = await tenantTables('UPDATE')
    const marks = async () => {
      const texts = tables.map(
        (table) =>
          `SELECT concat_ws(' ', '${table}', xmin, xmax, ctid) AS row FROM ${table} WHERE user_id = $1`,
      )
      return (await admin.query(texts.join(' UNION ALL '), [bob])).rows
    }
    const before = await marks()
    for (const table of tables) {
      const deleted = await database.transaction([ann], (tx) =>
        tx.query(`DELETE FROM ${table} WHERE user_id = $1 RETURNING 1`, [bob]),
      )
      const moved = await database.transaction([ann], (tx) =>
        tx.query(`UPDATE ${table} SET user_id = $2 WHERE user_id = $1 RETURNING 1`, [bob, ann]),
      )
      expect({ table, deleted, moved }).toEqual({ table, deleted: [], moved: [] })
      const given = database.transaction([ann], (tx) => tx.query(`UPDATE ${table} SET user_id = $1`, [bob]))
      await expect(given, `${table} was given away`).rejects.toThrow('row-level security')
    }
    expect(await marks()).toEqual(before)
  })

  test('learns nothing from unique keys: the same ids of another user are free', async () => {
    const made = await database.transaction([ann], (tx) =>
      tx.query(
        `INSERT INTO clients (user_id, email, email_key) VALUES ($1, 'only-bob@x.example', 'only-bob@x.example') ON CONFLICT DO NOTHING RETURNING 1`,
        [ann],
      ),
    )
    expect(made).toHaveLength(1)
  })
})

describe('the scope of a transaction', () => {
  const left = `SELECT current_user = session_user AS is_self, current_setting('calendly_sync.user_ids', true) AS ids,
    current_setting('statement_timeout') AS timeout`

  test('ends with it: committed, failed or refused, the connection keeps neither role nor users', async () => {
    const single = openDatabase({ connectionString: testDatabase.connectionString, poolSize: 1 })
    const [untouched] = (await single.pool.query(left)).rows
    const ways = [
      () => single.transaction([ann], (tx) => tx.query('SELECT 1')),
      () => single.transaction([ann], (tx) => tx.query('SELECT 1 / 0')),
      () => single.transaction([ann], async () => Promise.reject(new Error('ours'))),
      () => single.transaction('installation', (tx) => tx.query('SELECT 1')),
      () => single.query([ann], 'SELECT 1'),
      () => single.query([ann], 'SELECT 1 / 0'),
    ]
    for (const way of ways) {
      await way().catch(() => {})
      const [after] = (await single.pool.query(left)).rows
      expect({ ...after, ids: after.ids || null }).toEqual({ ...untouched, ids: null })
    }
    await single.close()
  })

  test.each(['own', 'lent'] as const)(
    'has its limits, its users and its role where sessions are %s',
    async (known) => {
      const single = openDatabase({
        connectionString: testDatabase.connectionString,
        poolSize: 1,
        sessions: { known },
      })
      const inside = `SELECT current_user AS role, current_setting('calendly_sync.user_ids') AS ids,
      current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
      current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('TimeZone') AS zone`
      const limits = { statement: '1min', lock: '20s', idle: '15s', zone: 'UTC' }
      for (const user of [ann, bob, ann]) {
        const bound = { ...limits, role: 'calendly_sync_app', ids: user }
        expect(await single.transaction([user], (tx) => tx.query(inside))).toEqual([bound])
        expect(await single.query([user], inside)).toEqual([bound])
        expect(await single.query('installation', inside)).toMatchObject([{ ...limits, ids: '*' }])
        const roles = (await single.pool.query('SELECT current_user = session_user AS is_self')).rows
        expect(roles).toEqual([{ is_self: true }])
      }
      await single.close()
    },
  )

  test('a statement alone is all or nothing, and sees the rows of its users', async () => {
    const insert = `INSERT INTO clients (user_id, email, email_key) VALUES ($1, 'alone', 'alone')`
    const broken = `WITH one AS (${insert} RETURNING 1) SELECT 1 / (count(*) - 1) FROM one`
    await expect(database.query([ann], broken, [ann])).rejects.toMatchObject({ code: '22012' })
    await expect(database.query([ann], insert, [bob])).rejects.toMatchObject({ code: '42501' })
    expect(await database.query([ann], "SELECT FROM clients WHERE email = 'alone'")).toEqual([])
    await database.query([ann], insert, [ann])
    const mine = `DELETE FROM clients WHERE email = 'alone' RETURNING user_id`
    expect(await database.query([bob], mine)).toEqual([])
    expect(await database.query([ann], mine)).toEqual([{ user_id: ann }])
  })

  test('T8: many interleaved transactions of two users on three connections never see a foreign row', async () => {
    const work = Array.from({ length: 300 }, async (_, index) => {
      const [own, other] = index % 2 ? [ann, bob] : [bob, ann]
      const read = database.transaction([own], async (tx) => {
        const rows = await tx.query<{ user_id: string }>('SELECT user_id FROM meetings')
        if (index % 5 === 0) await tx.query('SELECT 1 / 0')
        return rows
      })
      const rows = await read.catch(() => [{ user_id: own }])
      expect(rows.map((row) => row.user_id)).toEqual([own])
      expect(rows.map((row) => row.user_id)).not.toContain(other)
    })
    await Promise.all(work)
  })
})

describe('a signed-in person of Supabase', () => {
  const three = ['meetings', 'clients', 'meeting_clients']
  const claims = (sub: unknown) => ({ 'request.jwt.claims': JSON.stringify({ sub, role: 'authenticated' }) })

  test('reads the own rows of the three tables', async () => {
    const clients = async (user: string) =>
      (await admin.query('SELECT FROM clients WHERE user_id = $1', [user])).rows.length
    for (const user of [ann, bob]) {
      expect(await visibleTo('authenticated', claims(user), three)).toEqual({
        ...each(three, 1),
        clients: await clients(user),
      })
    }
  })

  test.each([
    ['no claims', {}],
    ['empty claims', { 'request.jwt.claims': '' }],
    ['claims without a subject', claims(undefined)],
    ['an empty subject', claims('')],
    ['somebody else', claims(randomUUID())],
    ['our own settings instead of claims', { 'calendly_sync.user_ids': '*' }],
    ['our own settings beside empty claims', { 'calendly_sync.user_ids': ann, 'request.jwt.claims': '' }],
  ])('reads nothing with %s', async (_why, settings) => {
    expect(await visibleTo('authenticated', settings, three)).toEqual(each(three, 0))
  })

  test('writes nothing, and reads no other table of ours', async () => {
    const { rows } = await admin.query(
      `SELECT c.oid::regclass::text AS name FROM pg_class c
       WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('public', 'calendly_sync')
         AND (has_table_privilege('authenticated', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
           OR has_table_privilege('authenticated', c.oid, 'SELECT') AND relnamespace::regnamespace::text = 'calendly_sync')`,
    )
    expect(rows).toEqual([])
  })
})

describe('an owner who is no superuser and may make no roles', () => {
  test('is bound by the forced policies, also where another installation has made the run-time role', async () => {
    const own = await createTestDatabase({ migrated: false })
    const owner = `owner_${randomUUID().replaceAll('-', '')}`
    const name = new URL(own.connectionString).pathname.slice(1)
    await admin.query(`CREATE ROLE ${owner} LOGIN; ALTER DATABASE ${name} OWNER TO ${owner}`)
    const url = new URL(own.connectionString)
    url.username = owner
    await migrate({ connectionString: url.href, schema: 'host_app' })
    const plain = openDatabase({ connectionString: url.href, schema: 'host_app', poolSize: 2 })
    const add = (user: string) =>
      plain.transaction([user], (tx) =>
        tx.query(`INSERT INTO :schema.clients (user_id, email, email_key) VALUES ($1, 'a', 'a')`, [user]),
      )
    for (const user of [ann, bob]) await add(user)
    const seen = (scope: readonly string[] | 'installation') =>
      plain.transaction(scope, (tx) => tx.query<{ user_id: string }>('SELECT user_id FROM :schema.clients'))
    expect(await seen([ann])).toEqual([{ user_id: ann }])
    expect(await seen([randomUUID()])).toEqual([])
    expect(await seen('installation')).toHaveLength(2)
    expect((await plain.pool.query('SELECT FROM host_app.clients')).rows).toEqual([])
    await plain.close()
    await own.drop()
    await admin.query(`DROP ROLE ${owner}`)
  })

  test('who goes past row-level security is refused until he may take the run-time role, and is bound then', async () => {
    const own = await createTestDatabase({ migrated: false })
    const owner = `owner_${randomUUID().replaceAll('-', '')}`
    const name = new URL(own.connectionString).pathname.slice(1)
    await admin.query(`CREATE ROLE ${owner} LOGIN BYPASSRLS; ALTER DATABASE ${name} OWNER TO ${owner}`)
    const url = new URL(own.connectionString)
    url.username = owner
    await expect(migrate({ connectionString: url.href })).rejects.toMatchObject({
      code: 'unbound_role',
      message: expect.stringContaining(`GRANT calendly_sync_app TO ${owner}`),
    })
    await admin.query(`GRANT calendly_sync_app TO ${owner}`)
    await migrate({ connectionString: url.href })
    const bound = openDatabase({ connectionString: url.href, poolSize: 1 })
    for (const user of [ann, bob]) {
      await bound.transaction([user], (tx) =>
        tx.query("INSERT INTO clients (user_id, email, email_key) VALUES ($1, 'a', 'a')", [user]),
      )
    }
    const seen = await bound.transaction([ann], (tx) => tx.query('SELECT user_id FROM clients'))
    expect(seen).toEqual([{ user_id: ann }])
    await admin.query(`REVOKE calendly_sync_app FROM ${owner}`)
    for (const _again of [1, 2])
      await expect(bound.query([ann], 'SELECT user_id FROM clients')).rejects.toMatchObject({ code: '42501' })
    await bound.close()
    await own.drop()
    await admin.query(`DROP ROLE ${owner}`)
  })
})
