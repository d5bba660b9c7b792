import type { Account } from './accounts.ts'
import type { Transaction } from './database.ts'

/**
 * Takes an account away. Its runs end where they are (the fence is gone with them); meetings that other accounts of the
 * user show as well go on with one of those.
 *
 * @param data - what only this account has shown: `keep` leaves it as it is, `erase` removes it everywhere, the history and
 *   the kept deliveries included.
 */
export async function removeAccount(
  tx: Transaction,
  account: Pick<Account, 'id' | 'user_id'>,
  data: 'keep' | 'erase',
): Promise<void> {
  const { id, user_id } = account
  await tx.query(
    `UPDATE calendly_sync.account_runs SET finished_at = now(), state = 'failed', holder = NULL,
       errors = errors || '[{"code": "disconnected", "message": "The account was disconnected."}]'
     WHERE account_id = $1 AND finished_at IS NULL`,
    [id],
  )
  await tx.query(handOver, [id])
  if (data === 'erase') await erase(tx, id, user_id)
  await tx.query('DELETE FROM calendly_sync.meeting_accounts WHERE account_id = $1', [id])
  await tx.query('DELETE FROM calendly_sync.accounts WHERE id = $1', [id])
}

/** $1 account. What others show as well is theirs now; of several, always the same. */
const handOver = `
  WITH heirs AS (
    SELECT o.meeting_id, min(o.account_id::text)::uuid AS account_id FROM calendly_sync.meeting_accounts m
    JOIN calendly_sync.meeting_accounts o ON o.meeting_id = m.meeting_id AND o.account_id <> m.account_id
    WHERE m.account_id = $1 GROUP BY o.meeting_id
  ),
  events AS (
    UPDATE calendly_sync.scheduled_events e SET account_id = h.account_id FROM heirs h
    WHERE e.id = h.meeting_id AND e.account_id = $1
  )
  UPDATE :schema.meetings m SET calendly_account_id = h.account_id FROM heirs h
  WHERE m.id = h.meeting_id AND m.calendly_account_id = $1`

async function erase(tx: Transaction, accountId: string, userId: string): Promise<void> {
  const meetings = await tx.query<{ id: string; uuid: string }>(
    `SELECT e.id, e.uuid FROM calendly_sync.meeting_accounts m JOIN calendly_sync.scheduled_events e ON e.id = m.meeting_id
     WHERE m.account_id = $1
       AND NOT EXISTS (SELECT FROM calendly_sync.meeting_accounts o WHERE o.meeting_id = e.id AND o.account_id <> $1)`,
    [accountId],
  )
  const ids = meetings.map((meeting) => meeting.id)
  const uuids = meetings.map((meeting) => meeting.uuid)
  // A delivery to several users stays with the others.
  await tx.query(
    `UPDATE calendly_sync.webhook_deliveries SET user_ids = array_remove(user_ids, $2::uuid)
     WHERE event_uuid = ANY($1::text[]) AND $2::uuid = ANY(user_ids) AND cardinality(user_ids) > 1`,
    [uuids, userId],
  )
  await tx.query(
    'DELETE FROM calendly_sync.webhook_deliveries WHERE event_uuid = ANY($1::text[]) AND user_ids = ARRAY[$2::uuid]',
    [uuids, userId],
  )
  await tx.query('DELETE FROM calendly_sync.changes WHERE meeting_id = ANY($1::uuid[])', [ids])
  await tx.query('DELETE FROM :schema.meetings WHERE id = ANY($1::uuid[])', [ids])
  await tx.query('DELETE FROM calendly_sync.scheduled_events WHERE id = ANY($1::uuid[])', [ids])
  await tx.query(
    `DELETE FROM :schema.clients c WHERE c.user_id = $1
       AND NOT EXISTS (SELECT FROM :schema.meeting_clients l WHERE l.client_id = coalesce(c.merged_into, c.id))`,
    [userId],
  )
}

/** Meetings that an account of the same Calendly user has left behind belong to the new one. */
export async function adoptMeetings(
  tx: Transaction,
  account: { readonly id: string; readonly userId: string; readonly calendlyUser: string },
): Promise<void> {
  await tx.query(adopt, [account.id, account.userId, JSON.stringify([{ user: account.calendlyUser }])])
}

/** $1 account, $2 user, $3 hosts that an event must have. */
const adopt = `
  WITH left_behind AS (
    UPDATE calendly_sync.scheduled_events e SET account_id = $1
    WHERE e.user_id = $2 AND e.hosts @> $3::jsonb AND NOT EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.id = e.account_id)
    RETURNING id
  )
  UPDATE :schema.meetings m SET calendly_account_id = $1 FROM left_behind l WHERE m.id = l.id`

/** The URLs of a credential answer 410 from now on, whether or not Calendly could be told. */
export async function closeEndpoints(tx: Transaction, credential: string): Promise<void> {
  await tx.query(
    `UPDATE calendly_sync.webhook_endpoints SET state = 'removed', closes_at = now() WHERE credential = $1 AND state <> 'removed'`,
    [credential],
  )
  await tx.query('DELETE FROM calendly_sync.webhook_health WHERE credential = $1', [credential])
}

/** The URLs of one credential go on under another: the same Calendly user has connected in another way. */
export async function moveEndpoints(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.query('UPDATE calendly_sync.webhook_endpoints SET credential = $2 WHERE credential = $1', [
    from,
    to,
  ])
  await tx.query('DELETE FROM calendly_sync.webhook_health WHERE credential = $1', [from])
}
