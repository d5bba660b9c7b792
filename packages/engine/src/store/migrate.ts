import { type Kysely, sql } from 'kysely'
import { SyncError } from '../errors.ts'
import { type Database, sqlState } from './database.ts'
import { contracted, migrationLock, migratorOn, ownMigrations, withMigrationDatabase } from './migrator.ts'

export interface MigrateOptions {
  /** Postgres 14 or newer. */
  readonly connectionString: string
  /** Schema of `meetings`, `clients` and `meeting_clients`; made when it is missing. Default `public`. */
  readonly schema?: string
}

/**
 * Brings the database to the newest shape: numbered SQL files, forward only, all or nothing. Several processes may
 * start at once, others may be at work: one migrates, the others wait and find it done. A lock that those at work do not
 * let go of in time is asked for again, so that they never wait long behind us.
 *
 * Migrations of a newer version are left as they are: they only add. One that takes something away says so by its name
 * (`….contract.sql`), and from then on this version does not start any more.
 *
 * @returns names of the migrations that ran.
 * @throws SyncError `foreign_table` when `meetings`, `clients` or `meeting_clients` exist and are not ours.
 * @throws SyncError `other_schema` when ours are in another schema than this one.
 * @throws SyncError `newer_schema` when a newer version has taken away what this one needs.
 * @throws SyncError `migration_failed` with the name of the file; nothing was changed.
 * @throws SyncError `unbound_role` when nothing would keep users apart: the connection's role goes past row-level security,
 *   and may not take the run-time role.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  return withMigrationDatabase(options.connectionString, async (db) => {
    for (let tries = 1; ; tries++) {
      try {
        return await db.transaction().execute((tx) => migrateIn(tx, options.schema ?? 'public'))
      } catch (error) {
        if (tries >= 10 || !isLockTrouble(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 1000))
      }
    }
  })
}

async function migrateIn(tx: Kysely<unknown>, schema: string): Promise<string[]> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx)
  await sql`SET LOCAL lock_timeout = '5s'`.execute(tx)
  await refuseForeignTables(tx, schema)
  await refuseOtherSchema(tx, schema)
  const { error, results = [] } = await migratorOn(tx, schema).migrateToLatest()
  if (error instanceof SyncError) throw error
  if (error) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName ?? 'the first step'
    const reason = error instanceof Error ? error.message : String(error)
    throw new SyncError('migration_failed', `Migration ${failed} failed: ${reason}. Nothing was changed.`, {
      cause: error,
    })
  }
  await refuseUnboundRole(tx)
  return results.map((result) => result.migrationName)
}

/** Reads lean on the policies of 0003_isolation.sql, and some have no other predicate: without them everybody sees all. */
async function refuseUnboundRole(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ role: string }>`
    SELECT quote_ident(rolname) AS role FROM pg_roles r
    WHERE rolname = current_user AND (rolsuper OR rolbypassrls) AND NOT EXISTS (
      SELECT FROM pg_roles WHERE rolname = 'calendly_sync_app' AND NOT rolsuper AND NOT rolbypassrls
        AND pg_has_role(oid, 'MEMBER'))`.execute(db)
  const [unbound] = rows
  if (!unbound) return
  throw new SyncError(
    'unbound_role',
    `${unbound.role} goes past row-level security and may not act as calendly_sync_app, so nothing would keep users apart. As a superuser: CREATE ROLE calendly_sync_app NOLOGIN (if there is none); GRANT calendly_sync_app TO ${unbound.role}`,
  )
}

/** Names of the migrations that have not run yet; empty when the database is up to date. @throws SyncError `newer_schema` */
export async function pendingMigrations(options: MigrateOptions): Promise<string[]> {
  return withMigrationDatabase(options.connectionString, async (db) => {
    const all = await migratorOn(db, options.schema ?? 'public').getMigrations()
    return all.filter((migration) => !migration.executedAt).map((migration) => migration.name)
  })
}

/**
 * Whether this build's migrations have all run, and none that this build cannot work with; one cheap statement.
 *
 * @throws when the database cannot be reached.
 */
export async function isMigrated(database: Database): Promise<boolean> {
  const { rows } = await database.pool
    .query<{ name: string }>('SELECT name FROM calendly_sync.migrations')
    .catch((error: unknown) => {
      if (sqlState(error) === '42P01') return { rows: [] } // undefined_table: nothing has run yet
      throw error
    })
  const done = new Set(rows.map((row) => row.name))
  const ours = await ownMigrations()
  return ours.every((name) => done.has(name)) && contracted(ours, done) === undefined
}

/** 55P03 lock_not_available, 40P01 deadlock_detected (PostgreSQL docs, appendix A). */
function isLockTrouble(error: unknown): boolean {
  const cause = error instanceof SyncError ? error.cause : error
  return ['55P03', '40P01'].includes(sqlState(cause) ?? '')
}

/** What is kept of clients refers to ours, wherever they are: in another schema there may be somebody else's. */
async function refuseOtherSchema(db: Kysely<unknown>, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT n.nspname AS name FROM pg_constraint k
    JOIN pg_class ours ON ours.oid = k.conrelid AND ours.relnamespace = to_regnamespace('calendly_sync')
    JOIN pg_class c ON c.oid = k.confrelid AND c.relname = 'clients' JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND n.nspname <> ${schema}`.execute(db)
  const [ours] = rows
  if (!ours) return
  throw new SyncError(
    'other_schema',
    `The tables of Calendly Sync are in schema ${ours.name}, and DB_SCHEMA says ${schema}; nothing was touched. Set DB_SCHEMA=${ours.name}, or move the three tables there: ALTER TABLE … SET SCHEMA`,
    { facts: { schema: ours.name } },
  )
}

/** Before our first migration a table of one of these names is somebody else's; nothing at all is made then. */
async function refuseForeignTables(db: Kysely<unknown>, schema: string): Promise<void> {
  // One statement, so that a process that migrates at this moment is not taken for somebody else.
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${schema} AND c.relname IN ('meetings', 'clients', 'meeting_clients')
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND to_regclass('calendly_sync.migrations') IS NULL
    ORDER BY 1`.execute(db)
  if (rows.length === 0) return
  const tables = rows.map((row) => `${schema}.${row.name}`).join(', ')
  throw new SyncError(
    'foreign_table',
    `${tables} exists and was not made by Calendly Sync; nothing was touched. Set DB_SCHEMA to another schema, or see what adopting it would change with: calendly-sync migrate --adopt`,
    { facts: { tables: rows.map((row) => row.name) } },
  )
}
