import type { Database, Transaction } from './database.ts'

/** A row of `changes` that a rehearsal would have written. */
export interface RehearsedChange {
  readonly kind: string
  readonly meeting_id: string
  readonly was_deleted: boolean | null
  readonly is_deleted: boolean
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown>
}

/**
 * The same database, on which every transaction runs in full and is rolled back. What it would have changed is told
 * before it is forgotten. Locks last as long as each transaction, so real work goes on beside it.
 *
 * @param accountRunId - tag that the rehearsed history carries; no such run exists.
 */
export function rehearse(
  database: Database,
  accountRunId: string,
  collect: (changes: readonly RehearsedChange[]) => void,
): Database {
  const rehearsed: Database = {
    ...database,
    query: (scope, text, values) => rehearsed.transaction(scope, (tx) => tx.query(text, values)),
    async transaction(scope, work) {
      let result: { readonly value: Awaited<ReturnType<typeof work>> } | undefined
      const undo = new Error('rehearsed')
      const attempt = async (tx: Transaction) => {
        result = { value: await work(tx) }
        collect(await tx.query<RehearsedChange>(told, [accountRunId]))
        throw undo
      }
      await database.transaction(scope, attempt).catch((error: unknown) => {
        if (error !== undo) throw error
      })
      if (!result) throw new Error('a rehearsal that did not fail has a result')
      return result.value
    },
  }
  return rehearsed
}

const told = `
  SELECT kind, meeting_id, was_deleted, is_deleted, before, after
  FROM calendly_sync.changes WHERE account_run_id = $1 ORDER BY seq`
