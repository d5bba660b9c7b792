import type { Mute } from '../../contract-operations.ts'
import { noteInAudit } from '../audit.ts'
import { type Database, sqlState, type Transaction } from '../database.ts'

const columns = 'id, code, account_id AS "accountId", until, created_at AS "createdAt"'

/** Silences a cause or an account until a moment; one of the same thing is replaced. @returns undefined: no such account. */
export async function saveMute(
  database: Database,
  operator: string,
  what: { readonly code: string } | { readonly accountId: string },
  until: string,
): Promise<Mute | undefined> {
  const named = { code: null, accountId: null, ...what }
  const key = named.code === null ? 'account_id' : 'code'
  try {
    return await database.transaction('installation', async (tx) => {
      const [row] = await tx.query<Mute>(
        `INSERT INTO calendly_sync.mutes (code, account_id, until, actor) VALUES ($1, $2, $3, $4)
         ON CONFLICT (${key}) WHERE ${key} IS NOT NULL DO UPDATE SET until = excluded.until, actor = excluded.actor,
           created_at = now()
         RETURNING ${columns}`,
        [named.code, named.accountId, until, operator],
      )
      await noteInAudit(tx, {
        userId: operator,
        actor: operator,
        action: 'alerts.muted',
        facts: { ...what, until },
      })
      return row
    })
  } catch (error) {
    if (sqlState(error) === '23503') return undefined // foreign_key_violation: the account is not there
    throw error
  }
}

/** @returns false when there is no such mute. */
export async function removeMute(database: Database, operator: string, id: string): Promise<boolean> {
  return database.transaction('installation', async (tx) => {
    const [row] = await tx.query<Mute>(`DELETE FROM calendly_sync.mutes WHERE id = $1 RETURNING ${columns}`, [
      id,
    ])
    if (!row) return false
    const facts = { code: row.code, accountId: row.accountId }
    await noteInAudit(tx, { userId: operator, actor: operator, action: 'alerts.unmuted', facts })
    return true
  })
}

/** What is silenced now. */
export async function activeMutes(
  tx: Transaction,
): Promise<
  (what: { readonly code: string | null; readonly accountId: string | null } | undefined) => boolean
> {
  const rows = await tx.query<Pick<Mute, 'code' | 'accountId'>>(
    'SELECT code, account_id AS "accountId" FROM calendly_sync.mutes WHERE until > now()',
  )
  const muted = new Set(rows.flatMap(({ code, accountId }) => code ?? accountId ?? []))
  return (what) => [what?.code, what?.accountId].some((one) => one != null && muted.has(one))
}
