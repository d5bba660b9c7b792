import { readdir, readFile } from 'node:fs/promises'
import { Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { SyncError } from '../errors.ts'
import { nameSchema } from './database.ts'

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
  const { rows: known } = await sql<{ is_there: boolean }>`
    SELECT to_regclass('calendly_sync.migrations') IS NOT NULL AS is_there`.execute(db)
  if (!known[0]?.is_there) return ours
  const { rows } = await sql<{ name: string }>`SELECT name FROM calendly_sync.migrations`.execute(db)
  const done = rows.map((row) => row.name)
  const refused = contracted(Object.keys(ours), done)
  if (refused !== undefined) throw newerSchema(refused)
  const newer = done.filter((name) => !(name in ours)).map((name) => [name, { up: async () => {} }] as const)
  return { ...ours, ...Object.fromEntries(newer) }
}

function newerSchema(name: string): SyncError {
  return new SyncError(
    'newer_schema',
    `The database was changed by a newer version (migration ${name}), which took away what this version needs; nothing was touched. Start the newer version.`,
    { facts: { migration: name } },
  )
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
    return [nameOf(file), { up }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** Names of the migrations of this build, in order. */
export async function ownMigrations(): Promise<string[]> {
  return (await migrationFiles()).map(nameOf)
}

async function migrationFiles(): Promise<string[]> {
  return (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
}

function nameOf(file: string): string {
  return file.replace(/\.sql$/, '')
}

/** A migration that we do not know, and that takes away what older versions need. */
export function contracted(ours: readonly string[], done: Iterable<string>): string | undefined {
  return [...done].find((name) => name.endsWith('.contract') && !ours.includes(name))
}

/**
 * Kysely's own lock belongs to the session, which a pooler in transaction mode may have given to somebody else before it
 * is released. Ours has the same number and ends with the transaction.
 */
export const migrationLock = 3_853_314_791_062_309_107n

class UnlockedDialect extends PostgresDialect {
  override createAdapter() {
    return new UnlockedAdapter()
  }
}

class UnlockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
