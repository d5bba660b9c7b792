import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../../packages/engine/src/log.ts'
import { migrate } from '../../packages/engine/src/store/migrate.ts'
import { openQueue } from '../../packages/engine/src/worker/queue.ts'
import { createTestDatabase } from '../support/database.ts'
import { type Exception, faultsOf, readCatalogue } from './support/catalogue.ts'
import { startSupabaseLike } from './support/supabase.ts'

/*
 * T7, T9: isolation as the catalogue states it, on a plain Postgres and on one that is set up like a Supabase project,
 * where the owner goes past row-level security and every new table is handed to everybody. A migration that adds a table
 * and forgets it makes this red: give the table a `user_id` with enabled and forced policies, or name it below.
 */

/** Tables that belong to no user of ours. */
const exceptions: Readonly<Record<string, Exception>> = {
  'calendly_sync.organization_members': {
    app: 'reads',
    because:
      'a merge must know who is a colleague and therefore no client; nothing that people read selects from it',
  },
  'calendly_sync.settings': {
    app: 'reads',
    because: 'facts of the installation, such as the grid of its ticks; nobody’s data',
  },
  'calendly_sync.users': {
    app: 'nothing',
    because: 'who signs in is known before anybody’s scope is, so only the installation asks for it',
  },
  'calendly_sync.webhook_endpoints': {
    app: 'nothing',
    because: 'keys of subscriptions, which serve several users',
  },
  'calendly_sync.webhook_health': {
    app: 'nothing',
    because: 'belongs to a token, which serves several users',
  },
  'calendly_sync.webhook_deliveries': {
    app: 'nothing',
    because:
      'arrives before anybody knows whom it concerns; people see it through store/read/deliveries.ts alone',
  },
  'calendly_sync.events_to_read': { app: 'nothing', because: 'work of accounts; only workers take it' },
  'calendly_sync.key_holders': { app: 'nothing', because: 'which process has which encryption keys' },
  'calendly_sync.workers': { app: 'nothing', because: 'heartbeats of processes' },
  'calendly_sync.budgets': { app: 'nothing', because: 'calls left to a token, which serves several users' },
  'calendly_sync.mutes': { app: 'nothing', because: 'what operators have silenced; nobody’s data' },
  ...Object.fromEntries(
    ['people', 'passwords', 'sessions', 'invitations'].map((name) => [
      `calendly_sync.sign_in_${name}`,
      { app: 'nothing', because: 'the built-in sign-in: asked before it is known who calls' } as const,
    ]),
  ),
  ...Object.fromEntries(
    ['migrations', 'migrations_lock'].map((name) => [
      `calendly_sync.${name}`,
      { app: 'nothing', because: 'what has been migrated' } as const,
    ]),
  ),
}

/** What pg-boss makes beside our migrations. */
const ofJobs: Exception = {
  app: 'nothing',
  because: 'jobs of everybody: enqueued and taken by the installation',
}

/** Unique keys that do not begin with the user although they are no random id, each with its reason. */
const guessableKeys: Readonly<Record<string, string>> = {
  'calendly_sync.sync_runs (slot)': 'one tick of the whole installation for each slot of its grid',
  'calendly_sync.changes (seq)': 'GENERATED ALWAYS: nobody can put a number in',
  'calendly_sync.audit_log (id)': 'GENERATED ALWAYS: nobody can put a number in',
  'calendly_sync.credentials (credential)': 'tokens: the run-time role has no right at all',
  'calendly_sync.incidents (kind, subject)': 'opened by the installation: the run-time role only reads them',
  'calendly_sync.oauth_states (digest)': 'sign-ins under way: the run-time role has no right at all',
}

const places = [
  { name: 'a plain Postgres', open: openPlain },
  { name: 'a database like Supabase’s', open: openSupabase },
]

async function openPlain() {
  const database = await createTestDatabase({ migrated: false })
  return { ...database, adminUrl: database.connectionString, close: database.drop }
}

async function openSupabase() {
  const cluster = await startSupabaseLike()
  return { ...cluster, close: cluster.stop }
}

describe.each(places)('in $name', ({ open }) => {
  let place: Awaited<ReturnType<typeof open>>
  let admin: pg.Client
  let jobTables: readonly string[]
  const schemas = ['calendly_sync', 'public']

  beforeAll(async () => {
    place = await open()
    const { connectionString } = place
    admin = new pg.Client({ connectionString: place.adminUrl })
    await admin.connect()
    await migrate({ connectionString })
    const migrated = await tableNames()
    const queue = await openQueue({ connectionString, log: silentLog })
    await queue.close()
    jobTables = (await tableNames()).filter((name) => !migrated.includes(name))
  })
  afterAll(async () => {
    await admin?.end()
    await place?.close()
  })

  const tableNames = async () => (await readCatalogue(admin, schemas)).map((table) => table.name)
  const faults = async () => {
    const named = { ...exceptions, ...Object.fromEntries(jobTables.map((name) => [name, ofJobs])) }
    return (await readCatalogue(admin, schemas)).flatMap((table) => faultsOf(table, named))
  }
  const rows = async (text: string, values: unknown[] = []) => (await admin.query(text, values)).rows

  test('every table is a tenant’s with its policies, or is named with the reason', async () => {
    expect(await faults()).toEqual([])
    const names = await tableNames()
    expect(Object.keys(exceptions).filter((name) => !names.includes(name))).toEqual([])
    expect(jobTables).toContain('calendly_sync.job')
  })

  test.each([
    ['without anything', '', 'has no row-level security'],
    ['without FORCE', 'ALTER TABLE $table ENABLE ROW LEVEL SECURITY', 'does not force'],
    [
      'without a policy',
      'ALTER TABLE $table ENABLE ROW LEVEL SECURITY; ALTER TABLE $table FORCE ROW LEVEL SECURITY; GRANT SELECT ON $table TO calendly_sync_app',
      'has no policy for calendly_sync_app',
    ],
    ['without a user', 'ALTER TABLE $table DROP COLUMN user_id', 'has no user_id'],
    ['open to strangers', 'GRANT SELECT ON $table TO PUBLIC', 'lets PUBLIC SELECT'],
    [
      'that may be emptied',
      'GRANT TRUNCATE ON $table TO calendly_sync_app',
      'lets calendly_sync_app TRUNCATE',
    ],
  ])('a new table %s is noticed', async (_how, spoil, fault) => {
    const table = 'calendly_sync.forgotten'
    await admin.query(`CREATE TABLE ${table} (id uuid PRIMARY KEY, user_id uuid NOT NULL)`)
    try {
      if (spoil !== '') await admin.query(spoil.replaceAll('$table', table))
      expect((await faults()).join('\n')).toContain(`${table} ${fault}`)
    } finally {
      await admin.query(`DROP TABLE ${table}`)
    }
    expect(await faults()).toEqual([])
  })

  test('no policy opens a table to everybody or holds for every row', async () => {
    expect(
      await rows(`SELECT polrelid::regclass::text AS name, polname FROM pg_policy
        WHERE polroles = '{0}' OR coalesce(pg_get_expr(coalesce(polqual, polwithcheck), polrelid), 'true') = 'true'`),
    ).toEqual([])
  })

  test('the run-time role owns nothing, is nobody’s member, and goes past nothing', async () => {
    const [role] = await rows(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
         EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) AS owns,
         EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) AS belongs,
         has_schema_privilege(r.oid, 'calendly_sync', 'CREATE') AS creates
       FROM pg_roles r WHERE rolname = 'calendly_sync_app'`,
    )
    expect(role).toBeDefined()
    expect(Object.entries(role).filter(([, is]) => is)).toEqual([])
  })

  test('there is no plain view, and no function that runs as its owner', async () => {
    const named = 'relnamespace::regnamespace::text = ANY ($1)'
    expect(
      await rows(
        `SELECT oid::regclass::text FROM pg_class WHERE ${named} AND (relkind = 'm' OR relkind = 'v'
           AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))`,
        [schemas],
      ),
    ).toEqual([])
    expect(
      await rows(
        'SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace::regnamespace::text = ANY ($1)',
        [schemas],
      ),
    ).toEqual([])
  })

  test('of the sequences the run-time role uses the clock of merges, and nobody else uses any', async () => {
    const roles = ['calendly_sync_app', 'authenticated', 'anon']
    expect(
      await rows(
        `SELECT c.oid::regclass::text AS name, r.rolname AS role FROM pg_class c JOIN pg_roles r ON r.rolname = ANY ($2)
         WHERE relkind = 'S' AND relnamespace::regnamespace::text = ANY ($1)
           AND has_sequence_privilege(r.oid, c.oid, 'USAGE, SELECT, UPDATE')`,
        [schemas, roles],
      ),
    ).toEqual([{ name: 'calendly_sync.merge_clock', role: 'calendly_sync_app' }])
  })

  test('T9: every unique key of a tenant table begins with the user, or is an id that nobody guesses', async () => {
    const keys = await rows(
      `SELECT DISTINCT i.indrelid::regclass || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.n)
           FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, n)
           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) || ')' AS key
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       JOIN pg_attribute u ON u.attrelid = c.oid AND u.attname = 'user_id'
       JOIN pg_attribute f ON f.attrelid = c.oid AND f.attnum = i.indkey[0]
       WHERE i.indisunique AND c.relnamespace::regnamespace::text = ANY ($1)
         AND f.attname <> 'user_id' AND f.atttypid <> 'uuid'::regtype ORDER BY 1`,
      [schemas],
    )
    expect(keys.map(({ key }) => key)).toEqual(Object.keys(guessableKeys).sort())
  })

  test('T9: every foreign key of a tenant table points at an id that nobody guesses', async () => {
    expect(
      await rows(
        `SELECT DISTINCT k.conrelid::regclass::text AS from, k.confrelid::regclass::text AS to FROM pg_constraint k
         JOIN pg_class c ON c.oid = k.conrelid AND c.relnamespace::regnamespace::text = ANY ($1)
         CROSS JOIN LATERAL unnest(k.confkey) target
         JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = target
         WHERE k.contype = 'f' AND a.atttypid <> 'uuid'::regtype AND k.conrelid::regclass::text <> ALL ($2)`,
        [schemas, jobTables],
      ),
    ).toEqual([])
  })
})
