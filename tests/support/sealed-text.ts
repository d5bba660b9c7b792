import type pg from 'pg'
import { sealedColumns } from '../../packages/engine/src/store/sealed-columns.ts'

/** As `createSecrets` writes it, anywhere in a value. */
const sealedText = 'v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{22,}'

/**
 * Columns of ours that hold sealed text without being registered: rotation would pass them by, and they would be lost
 * with the key that is then removed. Worth asking at the end of a test in which secrets were stored.
 */
export async function unregisteredSecrets(pool: Pick<pg.Pool, 'query'>): Promise<string[]> {
  const { rows } = await pool.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'calendly_sync'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped`,
  )
  const registered = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`))
  const found: string[] = []
  for (const { table, column } of rows) {
    if (registered.has(`${table}.${column}`)) continue
    const sealed = await pool.query(
      `SELECT FROM calendly_sync."${table}" WHERE "${column}"::text ~ $1 LIMIT 1`,
      [sealedText],
    )
    if (sealed.rows.length > 0) found.push(`${table}.${column}`)
  }
  return found
}
