import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { migratorOn, withMigrationDatabase } from '../../packages/engine/src/store/migrator.ts'
import type { Sessions } from '../../packages/engine/src/store/sessions.ts'
import { databaseUrl } from './database-url.ts'
import { openTransactionPooler } from './transaction-pooler.ts'

export type TestDatabase = {
  connectionString: string
  /** For `openDatabase`: statements are prepared, as in an engine that has found out that its sessions are its own. */
  sessions: Pick<Sessions, 'known'>
  drop(): Promise<void>
}

/**
 * A database of its own for a test file, cloned from a template of the run's cluster (about 20 ms). With POOLED=1 it is
 * reached through a pooler in transaction mode: `POOLED=1 npx vitest run tests/engine` (reliability H38).
 *
 * @param options.migrated - with our tables (the default), or empty.
 * @param options.adminUrl - another cluster than the run's; for benchmarks, which have no vitest.
 */
export async function createTestDatabase(
  options: { migrated?: boolean; adminUrl?: string } = {},
): Promise<TestDatabase> {
  const adminUrl = options.adminUrl ?? inject('postgresAdminUrl')
  if (!adminUrl)
    throw new Error('No Postgres for this test: run it with `npx vitest run --project whole <file>`.')
  const template = options.migrated === false ? 'template_empty' : 'template_migrated'
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
  const pooler = process.env.POOLED
    ? await openTransactionPooler(databaseUrl(adminUrl, name), { size: 6 })
    : undefined
  return {
    connectionString: pooler?.connectionString ?? databaseUrl(adminUrl, name),
    sessions: { known: pooler ? 'lent' : 'own' },
    async drop() {
      await pooler?.close()
      // FORCE ends sessions that a test left open, so that one forgotten pool does not fail the files after it.
      await administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

/** Brings an empty database to the shape that an older version knew. */
export async function migrateTo(connectionString: string, name: string): Promise<void> {
  const { error } = await withMigrationDatabase(connectionString, (db) =>
    db.transaction().execute((tx) => migratorOn(tx, 'public').migrateTo(name)),
  )
  if (error) throw error
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
