import type { Ask } from './ask.ts'
import { newConnection } from './connect.ts'
import { type Database, sqlState } from './database.ts'
import { contracted, missingMigrations, ownMigrations } from './migrations.ts'
import { refuseOtherSchema, refuseUnboundRole } from './refuse.ts'

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
export async function migrate({ connectionString, schema = 'public' }: MigrateOptions): Promise<string[]> {
  const isDone = await withConnection(connectionString, async (ask) => {
    await refuseOtherSchema(ask, schema)
    if ((await missingMigrations(ask)).length > 0) return false
    await refuseUnboundRole(ask)
    return true
  })
  if (isDone) return []
  // What migrates is a tenth of what a server loads, and is needed once in a database's life, and after an upgrade.
  const { runMigrations } = await import('./migrator.ts')
  return runMigrations(connectionString, schema)
}

/** Names of the migrations that have not run yet; empty when the database is up to date. @throws SyncError `newer_schema` */
export async function pendingMigrations(
  options: Pick<MigrateOptions, 'connectionString'>,
): Promise<string[]> {
  return withConnection(options.connectionString, missingMigrations)
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

async function withConnection<Result>(
  connectionString: string,
  work: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  const client = newConnection(connectionString)
  try {
    await client.connect()
    return await work(async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await client.query<Row>(text, [...values])
      return rows
    })
  } finally {
    await client.end().catch(() => {})
  }
}
