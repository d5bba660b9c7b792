import type { MailType } from '../../contract-alerts.ts'
import type { Database, Transaction } from '../database.ts'
import type { OpenIncident } from './incidents.ts'

/** Mails that nobody could send for so long are of no use any more. */
const usefulFor = "interval '1 day'"
const mostAttempts = 8

export interface MailToWrite {
  readonly userId: string | null
  /** Null: a digest. */
  readonly incidentId: string | null
  readonly type: MailType
}

/** Puts mails in line; one of each type for an incident. */
export async function writeMails(tx: Transaction, mails: readonly MailToWrite[]): Promise<void> {
  if (mails.length === 0) return
  await tx.query(
    `INSERT INTO calendly_sync.alert_mails (user_id, incident_id, type)
     SELECT m."userId", m."incidentId", m.type
     FROM json_to_recordset($1::json) AS m("userId" uuid, "incidentId" uuid, type text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(mails)],
  )
}

/** Those of these incidents that somebody was told of, or may have been: they are told that it is over. What was not sent is not. */
export async function toldOf(tx: Transaction, healed: readonly OpenIncident[]): Promise<ReadonlySet<string>> {
  if (healed.length === 0) return new Set()
  const ids = healed.map((incident) => incident.id)
  await tx.query(
    "DELETE FROM calendly_sync.alert_mails WHERE incident_id = ANY ($1::uuid[]) AND type = 'opened' AND attempts = 0 AND sent_at IS NULL",
    [ids],
  )
  const rows = await tx.query<{ id: string }>(
    "SELECT incident_id AS id FROM calendly_sync.alert_mails WHERE incident_id = ANY ($1::uuid[]) AND type = 'opened'",
    [ids],
  )
  return new Set(rows.map((row) => row.id))
}

/** Who has had something open for a day, and no digest within one; null: operators. */
export async function dueForDigest(tx: Transaction): Promise<(string | null)[]> {
  const rows = await tx.query<{ user_id: string | null }>(
    `SELECT i.user_id FROM calendly_sync.incidents i WHERE i.healed_at IS NULL
     GROUP BY i.user_id HAVING min(i.opened_at) < now() - interval '24 h' AND NOT EXISTS (
       SELECT FROM calendly_sync.alert_mails m WHERE m.user_id IS NOT DISTINCT FROM i.user_id AND m.type = 'digest'
         AND m.created_at > now() - interval '24 h')`,
  )
  return rows.map((row) => row.user_id)
}

export interface TakenMail {
  readonly id: string
  readonly type: MailType
  readonly userId: string | null
  readonly incidentId: string | null
  /** Vouched for by whoever signs the user in. */
  readonly address: string | null
}

/** Takes mails that are due: each is this process' own for two minutes. */
export async function takeMails(database: Database, limit: number): Promise<TakenMail[]> {
  return database.transaction('installation', async (tx) => {
    await tx.query(
      `UPDATE calendly_sync.alert_mails SET due_at = NULL, failure = 'too_late'
       WHERE due_at <= now() AND created_at < now() - ${usefulFor}`,
    )
    return tx.query<TakenMail>(take, [limit])
  })
}

/** $1 how many. Leans on alert_mails_due. */
const take = `
  WITH due AS (
    SELECT id FROM calendly_sync.alert_mails WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ),
  taken AS (
    UPDATE calendly_sync.alert_mails m SET attempts = m.attempts + 1, due_at = now() + interval '2 min'
    FROM due WHERE m.id = due.id RETURNING m.*
  )
  SELECT m.id, m.type, m.user_id AS "userId", m.incident_id AS "incidentId", CASE WHEN u.email_vouched THEN u.email END AS address
  FROM taken m LEFT JOIN calendly_sync.users u ON u.id = m.user_id ORDER BY m.created_at, m.id`

/** It went out, or is not to. */
export async function settleMail(database: Database, id: string, reason: 'sent' | 'moot'): Promise<void> {
  await database.query(
    'installation',
    `UPDATE calendly_sync.alert_mails SET due_at = NULL, sent_at = CASE WHEN $2 = 'sent' THEN now() END,
       failure = CASE WHEN $2 = 'sent' THEN NULL ELSE $2 END WHERE id = $1`,
    [id, reason],
  )
}

/** It is tried again after half a minute, then after twice as long each time, and given up in the end. */
export async function postponeMail(database: Database, id: string, failure: string): Promise<void> {
  await database.query(
    'installation',
    `UPDATE calendly_sync.alert_mails SET failure = $2,
       due_at = CASE WHEN attempts < $3 THEN now() + 30 * 2 ^ (attempts - 1) * interval '1 s' END WHERE id = $1`,
    [id, failure, mostAttempts],
  )
}
