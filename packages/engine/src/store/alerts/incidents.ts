import type { AlertKind } from '../../contract-alerts.ts'
import type { Transaction } from '../database.ts'

/** Something that is not as it should be, however short it has been so. */
export interface Condition {
  readonly kind: AlertKind
  /** With the kind: what there is one incident of. */
  readonly subject: string
  readonly accountId: string | null
  /** Whose it is; null: the operators'. */
  readonly userId: string | null
  readonly code: string | null
  readonly message: string
  readonly nextStep: string
  readonly sinceMs: number
  /** It need not last for so long as the rule says: it was tried often enough. */
  readonly isSure: boolean
}

/** An incident that lasts. */
export interface OpenIncident {
  readonly id: string
  readonly kind: AlertKind
  readonly subject: string
  readonly userId: string | null
  readonly code: string | null
}

export async function openIncidents(tx: Transaction): Promise<OpenIncident[]> {
  return tx.query<OpenIncident>(
    `SELECT id, kind, subject, user_id AS "userId", code FROM calendly_sync.incidents WHERE healed_at IS NULL`,
  )
}

/** Opens incidents; a notice is over as soon as it is told. @returns those that nobody else has opened meanwhile. */
export async function openNew(tx: Transaction, conditions: readonly Condition[]): Promise<OpenIncident[]> {
  if (conditions.length === 0) return []
  return tx.query<OpenIncident>(open, [JSON.stringify(conditions)])
}

/** $1 conditions; those whose account was disconnected a moment ago are left out. */
const open = `
  INSERT INTO calendly_sync.incidents (user_id, kind, subject, account_id, code, message, next_step, since, healed_at)
  SELECT c."userId", c.kind, c.subject, c."accountId", c.code, c.message, c."nextStep", to_timestamp(c."sinceMs" / 1000),
    CASE WHEN c.kind = 'import' THEN now() END
  FROM json_to_recordset($1::json) AS c("userId" uuid, kind text, subject text, "accountId" uuid, code text, message text,
    "nextStep" text, "sinceMs" float8)
  WHERE c."accountId" IS NULL OR EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.id = c."accountId")
  ON CONFLICT (kind, subject) WHERE healed_at IS NULL DO NOTHING
  RETURNING id, kind, subject, user_id AS "userId", code`

/** What is behind an incident may change while it lasts. */
export async function rewordIncidents(
  tx: Transaction,
  changes: readonly (Pick<Condition, 'code' | 'message' | 'nextStep'> & { readonly id: string })[],
): Promise<void> {
  if (changes.length === 0) return
  await tx.query(
    `UPDATE calendly_sync.incidents i SET code = c.code, message = c.message, next_step = c."nextStep"
     FROM json_to_recordset($1::json) AS c(id uuid, code text, message text, "nextStep" text) WHERE i.id = c.id`,
    [JSON.stringify(changes)],
  )
}

/** Closes incidents. @returns which, and whether it is for a pause only, of which nobody needs a word. */
export async function healIncidents(
  tx: Transaction,
  ids: readonly string[],
): Promise<(OpenIncident & { readonly isPaused: boolean })[]> {
  if (ids.length === 0) return []
  return tx.query<OpenIncident & { isPaused: boolean }>(
    `UPDATE calendly_sync.incidents i SET healed_at = now() WHERE id = ANY ($1::uuid[]) AND healed_at IS NULL
     RETURNING id, kind, subject, user_id AS "userId", code,
       EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.id = i.account_id AND a.state = 'paused') AS "isPaused"`,
    [ids],
  )
}

const keptDays = 90

/** Deletes what healed long ago, with its mails, and mutes that have ended. */
export async function purgeIncidents(tx: Transaction): Promise<void> {
  await tx.query(
    `DELETE FROM calendly_sync.incidents WHERE id IN (SELECT id FROM calendly_sync.incidents
       WHERE healed_at < now() - $1 * interval '1 day' LIMIT 5000)`,
    [keptDays],
  )
  await tx.query(
    "DELETE FROM calendly_sync.alert_mails WHERE incident_id IS NULL AND created_at < now() - $1 * interval '1 day'",
    [keptDays],
  )
  await tx.query('DELETE FROM calendly_sync.mutes WHERE until < now()')
}
