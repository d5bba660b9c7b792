import { readFile } from 'node:fs/promises'
import { CompiledQuery, Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { SyncError } from '../errors.ts'
import type { Ask } from './ask.ts'
import { nameSchema, sqlState } from './database.ts'
import { doneMigrations, migrationFiles, migrationsFolder, nameOf, refuseContracted } from './migrations.ts'
import { refuseForeignTables, refuseOtherSchema, refuseUnboundRole } from './refuse.ts'

/** Runs what has not run yet, in one transaction and in turn with other processes; as `migrate` says. */
export async function runMigrations(connectionString: string, schema: string): Promise<string[]> {
  return withMigrationDatabase(connectionString, async (db) => {
    for (let tries = 1; ; tries++) {
      try {
        return await db.transaction().execute((tx) => migrateIn(tx, schema))
      } catch (error) {
        if (tries >= 10 || !isLockTrouble(error)) throw error
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 1000))
      }
    }
  })
}

async function migrateIn(tx: Kysely<unknown>, schema: string): Promise<string[]> {
  const ask = askOf(tx)
  await ask(`SELECT pg_advisory_xact_lock(${migrationLock})`)
  await ask(`SET LOCAL lock_timeout = '5s'`)
  await refuseForeignTables(ask, schema)
  await refuseOtherSchema(ask, schema)
  const { error, results = [] } = await migratorOn(tx, schema).migrateToLatest()
  if (error instanceof SyncError) throw error
  if (error) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName ?? 'the first step'
    const reason = error instanceof Error ? error.message : String(error)
    throw new SyncError('migration_failed', `Migration ${failed} failed: ${reason}. Nothing was changed.`, {
      cause: error,
    })
  }
  await refuseUnboundRole(ask)
  return results.map((result) => result.migrationName)
}

/** 55P03 lock_not_available, 40P01 deadlock_detected (PostgreSQL docs, appendix A). */
function isLockTrouble(error: unknown): boolean {
  const cause = error instanceof SyncError ? error.cause : error
  return ['55P03', '40P01'].includes(sqlState(cause) ?? '')
}

/** A connection for migrations only. */
export async function withMigrationDatabase<Result>(
  connectionString: string,
  work: (db: Kysely<unknown>) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({
    connectionString,
    application_name: 'calendly-sync start',
    max: 1,
    connectionTimeoutMillis: 10_000,
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<unknown>({ dialect: new UnlockedDialect({ pool }) })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** Our migrations, and those of newer versions that have run. @throws SyncError `newer_schema` */
export function migratorOn(db: Kysely<unknown>, schema: string): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => withNewer(db, await readMigrations(schema)) },
    migrationTableSchema: 'calendly_sync',
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  })
}

/** What a newer version has done counts as done. @throws SyncError `newer_schema` */
async function withNewer(
  db: Kysely<unknown>,
  ours: Record<string, Migration>,
): Promise<Record<string, Migration>> {
  const done = await doneMigrations(askOf(db))
  refuseContracted(Object.keys(ours), done)
  const newer = done.filter((name) => !(name in ours)).map((name) => [name, { up: async () => {} }] as const)
  return { ...ours, ...Object.fromEntries(newer) }
}

async function readMigrations(schema: string): Promise<Record<string, Migration>> {
  const named = nameSchema(schema)
  const files = await migrationFiles()
  const entries = files.map(async (file, position): Promise<[string, Migration]> => {
    const text = named(await readFile(new URL(file, migrationsFolder), 'utf8'))
    const up = async (db: Kysely<unknown>) => {
      if (position === 0) {
        await sql.raw(named('CREATE SCHEMA IF NOT EXISTS :schema')).execute(db)
      }
      await sql.raw(text).execute(db)
    }
    return [nameOf(file), { up }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

function askOf(db: Kysely<unknown>): Ask {
  return async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await db.executeQuery(CompiledQuery.raw(text, [...values]))).rows as Row[]
}

/**
 * Kysely's own lock belongs to the session, which a pooler in transaction mode may have given to somebody else before it
 * is released. Ours has the same number and ends with the transaction.
 */
const migrationLock = 3_853_314_791_062_309_107n

class UnlockedDialect extends PostgresDialect {
  override createAdapter() {
    return new UnlockedAdapter()
  }
}

class UnlockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
