import type { Database } from '../database.ts'
import { noteForMany } from './pause.ts'

/**
 * Accounts with a problem, which are to be tried again: with one cause, or with any. What is paused stays so.
 */
export async function troubledAccounts(
  database: Database,
  operator: string,
  code: string | undefined,
): Promise<{ readonly id: string; readonly user_id: string }[]> {
  return database.transaction('installation', async (tx) => {
    const rows = await tx.query<{ id: string; user_id: string }>(
      `SELECT id, user_id FROM calendly_sync.accounts
       WHERE state <> 'paused' AND problem IS NOT NULL AND ($1::text IS NULL OR problem ->> 'code' = $1) ORDER BY id`,
      [code ?? null],
    )
    const users = rows.map((row) => row.user_id)
    await noteForMany(tx, operator, 'account.retried', users, { code: code ?? null })
    return rows
  })
}
