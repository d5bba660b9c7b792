import type { AuditAction } from '../../contract/activity.ts'
import { noteInAudit } from '../audit.ts'
import type { Database, Transaction } from '../database.ts'

/**
 * Stops the schedule of the whole installation, or lets it go on; the accounts' own pauses stay as they are.
 *
 * @returns false when it was so already.
 */
export async function pauseSchedule(
  database: Database,
  operator: string,
  isPaused: boolean,
): Promise<boolean> {
  return database.transaction('installation', async (tx) => {
    const rows = await tx.query(isPaused ? stop : go)
    const action = isPaused ? 'installation.paused' : 'installation.resumed'
    if (rows.length > 0) await noteInAudit(tx, { userId: operator, actor: operator, action })
    return rows.length > 0
  })
}

const stop = `
  INSERT INTO calendly_sync.settings (name, value)
  VALUES ('pause', jsonb_build_object('since', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
  ON CONFLICT DO NOTHING RETURNING name`

const go = "DELETE FROM calendly_sync.settings WHERE name = 'pause' RETURNING name"

/** Since when the schedule is stopped; null: it goes on. */
export async function schedulePausedSince(database: Database): Promise<string | null> {
  const [row] = await database.query<{ since: string }>(
    'installation',
    "SELECT value ->> 'since' AS since FROM calendly_sync.settings WHERE name = 'pause'",
  )
  return row?.since ?? null
}

/**
 * Pauses or resumes one account, whoever's it is.
 *
 * @returns 1, or 0 when it was so already, or is withheld; undefined: there is no such account.
 */
export async function pauseAccount(
  database: Database,
  operator: string,
  accountId: string,
  isPaused: boolean,
): Promise<number | undefined> {
  return database.transaction('installation', async (tx) => {
    const known = await tx.query('SELECT FROM calendly_sync.accounts WHERE id = $1', [accountId])
    if (known.length === 0) return undefined
    const rows = await tx.query<{ user_id: string }>(
      `UPDATE calendly_sync.accounts SET state = CASE WHEN $2 THEN 'paused' ELSE 'active' END,
         next_sync_at = CASE WHEN $2 THEN next_sync_at ELSE now() END
       WHERE id = $1 AND (state = 'paused') <> $2 AND withheld IS NULL RETURNING user_id`,
      [accountId, isPaused],
    )
    const users = rows.map((row) => row.user_id)
    await noteForMany(tx, operator, isPaused ? 'account.paused' : 'account.resumed', users, { accountId })
    return rows.length
  })
}

/** The same note about each of these users, whom an operator did something for. */
export async function noteForMany(
  tx: Transaction,
  operator: string,
  action: AuditAction,
  users: readonly string[],
  facts: object,
): Promise<void> {
  await tx.query(
    `INSERT INTO calendly_sync.audit_log (user_id, actor, action, facts)
     SELECT DISTINCT u, $2::uuid, $3, $4::jsonb FROM unnest($1::uuid[]) u`,
    [users, operator, action, JSON.stringify(facts)],
  )
}
