import type { Transaction } from './database.ts'

/** What was done to somebody's accounts or data. */
export type AuditAction =
  | 'account.connected'
  | 'account.disconnected'
  | 'account.reconnected'
  | 'account.linked'
  | 'account.unlinked'
  | 'account.paused'
  | 'account.resumed'
  | 'account.interval_changed'
  | 'account.missing_confirmed'
  | 'account.retried'
  | 'delivery.revealed'
  | 'webhook.recreated'
  | 'webhook.rotated'
  | 'webhook.tried_out'
  | 'installation.paused'
  | 'installation.resumed'
  | 'alerts.muted'
  | 'alerts.unmuted'
  | 'alerts.rules_changed'

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
