import { readdir, readFile } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { SyncError } from '../errors.ts'
import { type Database, nameSchema, sqlState } from './database.ts'

export interface MigrateOptions {
  /** Postgres 14 or newer. */
  readonly connectionString: string
  /** Schema of `meetings`, `clients` and `meeting_clients`; made when it is missing. Default `public`. */
  readonly schema?: string
}

/**
 * Brings the database to the newest shape: numbered SQL files, forward only, all or nothing. Several processes may
 * start at once; one migrates, the others wait and find it done.
 *
 * @returns names of the migrations that ran.
 * @throws SyncError `foreign_table` when `meetings`, `clients` or `meeting_clients` exist and are not ours.
 * @throws SyncError `migration_failed` with the name of the file; nothing was changed.
 * @throws SyncError `unbound_role` when nothing would keep users apart: the connection's role goes past row-level security,
 *   and may not take the run-time role.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  return withMigrator(options, async (migrator, db) => {
    await refuseForeignTables(db, options.schema ?? 'public')
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error instanceof SyncError) throw error
    if (error) {
      const failed = results.find((result) => result.status === 'Error')?.migrationName ?? 'the first step'
      const reason = error instanceof Error ? error.message : String(error)
      throw new SyncError('migration_failed', `Migration ${failed} failed: ${reason}. Nothing was changed.`, {
        cause: error,
      })
    }
    await refuseUnboundRole(db)
    return results.map((result) => result.migrationName)
  })
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

/** Names of the migrations that have not run yet; empty when the database is up to date. */
export async function pendingMigrations(options: MigrateOptions): Promise<string[]> {
  return withMigrator(options, async (migrator) => {
    const all = await migrator.getMigrations()
    return all.filter((migration) => !migration.executedAt).map((migration) => migration.name)
  })
}

/** Whether this build's migrations have all run; one cheap statement. @throws when the database cannot be reached. */
export async function isMigrated(database: Database): Promise<boolean> {
  const { rows } = await database.pool
    .query<{ name: string }>('SELECT name FROM calendly_sync.migrations')
    .catch((error: unknown) => {
      if (sqlState(error) === '42P01') return { rows: [] } // undefined_table: nothing has run yet
      throw error
    })
  const done = new Set(rows.map((row) => row.name))
  return (await migrationFiles()).every((file) => done.has(file.replace(/\.sql$/, '')))
}

async function migrationFiles(): Promise<string[]> {
  return (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
}

async function withMigrator<Result>(
  { connectionString, schema = 'public' }: MigrateOptions,
  work: (migrator: Migrator, db: Kysely<unknown>) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString, max: 2, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => {})
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrations = await readMigrations(schema)
    return await work(
      new Migrator({
        db,
        provider: { getMigrations: async () => migrations },
        migrationTableSchema: 'calendly_sync',
        migrationTableName: 'migrations',
        migrationLockTableName: 'migrations_lock',
      }),
      db,
    )
  } finally {
    await db.destroy()
  }
}

const folder = new URL('./migrations/', import.meta.url)

async function readMigrations(schema: string): Promise<Record<string, Migration>> {
  const named = nameSchema(schema)
  const files = await migrationFiles()
  const entries = files.map(async (file, position): Promise<[string, Migration]> => {
    const text = named(await readFile(new URL(file, folder), 'utf8'))
    const up = async (db: Kysely<unknown>) => {
      if (position === 0) {
        await sql.raw(named('CREATE SCHEMA IF NOT EXISTS :schema')).execute(db)
      }
      await sql.raw(text).execute(db)
    }
    return [file.replace(/\.sql$/, ''), { up }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** Before our first migration a table of one of these names is somebody else's; nothing at all is made then. */
async function refuseForeignTables(db: Kysely<unknown>, schema: string): Promise<void> {
  // One statement, so that a process that migrates at this moment is not taken for somebody else.
  const { rows } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = ${schema} AND table_name IN ('meetings', 'clients', 'meeting_clients')
      AND to_regclass('calendly_sync.migrations') IS NULL ORDER BY 1`.execute(db)
  if (rows.length === 0) return
  const tables = rows.map((row) => `${schema}.${row.name}`).join(', ')
  throw new SyncError(
    'foreign_table',
    `${tables} exists and was not made by Calendly Sync; nothing was touched. Set DB_SCHEMA to another schema, or see what adopting it would change with: calendly-sync migrate --adopt`,
    { facts: { tables: rows.map((row) => row.name) } },
  )
}
