import type { Database, Transaction } from './database.ts'
import { type SealedColumn, sealedColumns } from './sealed-columns.ts'

/** The secrets that one key seals in one column. */
export interface SealedGroup {
  readonly column: SealedColumn
  readonly keyId: string
  readonly count: number
  /** Row key and sealed text of some of them. */
  readonly some: readonly (readonly [key: string, sealed: string])[]
}

/**
 * What is sealed, by key. Looks at what is there, also in a database that is not migrated yet or never was.
 *
 * @param most - sealed texts at most for each key and column.
 */
export async function listSealed(database: Database, most: number): Promise<SealedGroup[]> {
  return database.transaction('installation', async (tx) => {
    const groups: SealedGroup[] = []
    for (const column of await presentColumns(tx)) {
      const rows = await tx.query<Omit<SealedGroup, 'column'>>(groupsOf(column), [most])
      groups.push(...rows.map((row) => ({ ...row, column })))
    }
    return groups
  })
}

/** Tables come with migrations: an older database lacks the newest. */
async function presentColumns(tx: Transaction): Promise<SealedColumn[]> {
  const rows = await tx.query<{ name: string; column: string }>(
    `SELECT c.relname AS name, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = to_regnamespace('calendly_sync') AND NOT a.attisdropped`,
  )
  const present = new Set(rows.map((row) => `${row.name}.${row.column}`))
  return sealedColumns.filter(({ table, column }) => present.has(`${table}.${column}`))
}

/** $1 sealed texts at most for each key. Reads the whole table: secrets are few, and asked for at starts. */
function groupsOf({ table, column, key }: SealedColumn): string {
  return `SELECT split_part(${column}, '.', 2) AS "keyId", count(*)::int AS count,
      (array_agg(ARRAY[${key}::text, ${column}]))[1:$1::int] AS some
    FROM calendly_sync.${table} WHERE ${column} LIKE 'v1.%' GROUP BY 1`
}

/** What became of a batch. */
export interface Resealed {
  /** Key of its last row; undefined when there was no more. */
  readonly last: string | undefined
  readonly resealed: number
  /** Left as they are, because they do not open. */
  readonly failed: number
}

/**
 * Seals a batch of one column's secrets anew, in one transaction: all of it or nothing. Rows are locked in the order of
 * their keys, so that two who do it at once wait for each other and then find nothing left to do.
 *
 * @param after - the last batch's `last`; '' to begin.
 * @param newest - id of the key that seals now.
 * @param reseal - the same secret sealed with it; undefined when it does not open.
 */
export async function resealSome(
  database: Database,
  column: SealedColumn,
  { after, newest, limit }: { readonly after: string; readonly newest: string; readonly limit: number },
  reseal: (sealed: string, of: string) => string | undefined,
): Promise<Resealed> {
  const { table, column: name, key } = column
  return database.transaction('installation', async (tx) => {
    const rows = await tx.query<{ key: string; sealed: string }>(
      `SELECT ${key}::text AS key, ${name} AS sealed FROM calendly_sync.${table}
       WHERE ${name} LIKE 'v1.%' AND split_part(${name}, '.', 2) <> $1 AND ${key}::text > $2
       ORDER BY ${key}::text LIMIT $3 FOR UPDATE`,
      [newest, after, limit],
    )
    const fresh = rows.flatMap((row) => {
      const sealed = reseal(row.sealed, column.of(row.key))
      return sealed === undefined ? [] : [{ key: row.key, sealed }]
    })
    await tx.query(
      `UPDATE calendly_sync.${table} t SET ${name} = n.sealed
       FROM json_to_recordset($1::json) AS n(key text, sealed text) WHERE t.${key}::text = n.key`,
      [JSON.stringify(fresh)],
    )
    return { last: rows.at(-1)?.key, resealed: fresh.length, failed: rows.length - fresh.length }
  })
}

/** Removes rows by their keys: nobody can open what they hold. @returns how many. */
export async function removeSealed(
  database: Database,
  { table, key }: SealedColumn,
  keys: readonly string[],
): Promise<number> {
  const rows = await database.query(
    'installation',
    `DELETE FROM calendly_sync.${table} WHERE ${key}::text = ANY ($1::text[]) RETURNING 1`,
    [keys],
  )
  return rows.length
}
