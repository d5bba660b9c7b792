import type { Transaction } from '../database.ts'
import type { News } from './news.ts'
import type { Observation } from './observation.ts'

/** Rows, by id, that a statement changed, and those that ask for a fresh read. */
export interface Applied {
  readonly changed: readonly string[]
  readonly asking: readonly string[]
  /** The same by Calendly's uuid, for whoever told. */
  readonly took: readonly string[]
  readonly asked: readonly string[]
}

/**
 * Notes which meetings must be read again: at once where equal stamps left a question, and where an active event
 * has lost its last seat (anew also while another question is open: its read may have begun before); after 15 s where a
 * conference is still being set up, which no webhook reports.
 */
export async function askForReads(tx: Transaction, events: Applied, seats: Applied): Promise<void> {
  if (events.asking.length + seats.asking.length > 0) {
    await tx.query(
      `UPDATE calendly_sync.scheduled_events SET reread_at = now(), reread_attempts = 0
       WHERE id = ANY($1::uuid[]) OR id IN (SELECT meeting_id FROM calendly_sync.meeting_invitees WHERE id = ANY($2::uuid[]))`,
      [events.asking, seats.asking],
    )
  }
  if (events.changed.length === 0) return
  await tx.query(
    `UPDATE calendly_sync.scheduled_events SET reread_attempts = 0,
       reread_at = CASE WHEN ${isEmptied} THEN now() ELSE now() + interval '15 s' END
     WHERE id = ANY($1::uuid[]) AND status = 'active' AND end_time > now()
       AND (${isEmptied} OR (location_pending AND reread_at IS NULL))`,
    [events.changed],
  )
}

const isEmptied = '(invitees_active = 0 AND invitees_total > 0)'

/** Notes through which account an event was listed; being listed again ends the question where it is. */
export async function rememberSeen(
  tx: Transaction,
  observation: Observation,
  users: readonly string[],
  news: News,
): Promise<void> {
  if (news.unseen.length === 0) return
  await tx.query(
    `INSERT INTO calendly_sync.meeting_accounts AS a (meeting_id, account_id, user_id)
     SELECT id, $3, user_id FROM calendly_sync.scheduled_events
     WHERE user_id = ANY($1::uuid[]) AND uuid = ANY($2::text[]) ORDER BY user_id, uuid
     ON CONFLICT (meeting_id, account_id) DO UPDATE SET missing_since = NULL, asked_at = NULL
     WHERE a.missing_since IS NOT NULL`,
    [users, news.unseen, observation.accountId],
  )
}

/**
 * Notes that invitee lists were read to their end. An event that changed after the question was sent
 * (`version` above the mark) stays due. A first list that shows nobody where Calendly counts somebody is not believed
 * at once: it is asked for again in the next pass, and the second one counts.
 *
 * @returns meetings (their ids) whose attendees are known for the first time.
 */
export async function settleInvitees(
  tx: Transaction,
  observation: Observation,
  users: readonly string[],
  news: News,
): Promise<string[]> {
  if (news.completeFor.length === 0) return []
  const rows = await tx.query<{ id: string; is_first: boolean }>(
    `UPDATE calendly_sync.scheduled_events s
     SET invitees_due = s.version > $3, invitees_read_at = now(),
       invitees_settled_total = CASE WHEN is_first AND s.invitees_total > 0
         AND NOT EXISTS (SELECT FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = s.id)
         THEN NULL ELSE s.invitees_total END
     FROM (SELECT id, invitees_read_at IS NULL AS is_first FROM calendly_sync.scheduled_events
       WHERE user_id = ANY($1::uuid[]) AND uuid = ANY($2::text[])) before
     WHERE s.id = before.id RETURNING s.id, before.is_first`,
    [users, news.completeFor, observation.mark.toString()],
  )
  return rows.filter((row) => row.is_first).map((row) => row.id)
}
