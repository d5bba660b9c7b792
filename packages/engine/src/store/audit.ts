import type { AuditAction } from '../contract/activity.ts'
import type { Transaction } from './database.ts'

/** Stands for the installation where an entry is about no user; operators see those entries. */
export const installationUser = '00000000-0000-0000-0000-000000000000'

/**
 * Notes who did what, within the transaction that does it. The table is added to and never changed
 * (0005_connections.sql); facts hold ids and words, never personal data or secrets.
 *
 * @param entry.actor - a user of ours; null: somebody at the shell.
 */
export async function noteInAudit(
  tx: Transaction,
  entry: {
    readonly userId: string
    readonly actor: string | null
    readonly action: AuditAction
    readonly facts?: object
  },
): Promise<void> {
  await tx.query(
    'INSERT INTO calendly_sync.audit_log (user_id, actor, action, facts) VALUES ($1, $2, $3, $4)',
    [entry.userId, entry.actor, entry.action, JSON.stringify(entry.facts ?? {})],
  )
}
