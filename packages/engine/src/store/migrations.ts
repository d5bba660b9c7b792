import { readdir } from 'node:fs/promises'
import { SyncError } from '../errors.ts'
import type { Ask } from './ask.ts'

/** Where the numbered SQL files lie. */
export const migrationsFolder = new URL('./migrations/', import.meta.url)

/** Files of this build, in order. */
export async function migrationFiles(): Promise<string[]> {
  return (await readdir(migrationsFolder)).filter((file) => file.endsWith('.sql')).sort()
}

export function nameOf(file: string): string {
  return file.replace(/\.sql$/, '')
}

/** Names of this build's migrations, in order. */
export async function ownMigrations(): Promise<string[]> {
  return (await migrationFiles()).map(nameOf)
}

/** Names of what has run, of newer versions too. */
export async function doneMigrations(ask: Ask): Promise<string[]> {
  const [known] = await ask<{ is_there: boolean }>(
    `SELECT to_regclass('calendly_sync.migrations') IS NOT NULL AS is_there`,
  )
  if (!known?.is_there) return []
  return (await ask<{ name: string }>('SELECT name FROM calendly_sync.migrations')).map((row) => row.name)
}

/** Names of ours that have not run yet, in order; none when the database is up to date. @throws SyncError `newer_schema` */
export async function missingMigrations(ask: Ask): Promise<string[]> {
  const ours = await ownMigrations()
  const done = await doneMigrations(ask)
  refuseContracted(ours, done)
  return ours.filter((name) => !done.includes(name))
}

/** A migration that we do not know, and that takes away what older versions need. */
export function contracted(ours: readonly string[], done: Iterable<string>): string | undefined {
  return [...done].find((name) => name.endsWith('.contract') && !ours.includes(name))
}

/** @throws SyncError `newer_schema` */
export function refuseContracted(ours: readonly string[], done: readonly string[]): void {
  const name = contracted(ours, done)
  if (name === undefined) return
  throw new SyncError(
    'newer_schema',
    `The database was changed by a newer version (migration ${name}), which took away what this version needs; nothing was touched. Start the newer version.`,
    { facts: { migration: name } },
  )
}
