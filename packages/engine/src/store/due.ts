import type { Account } from './accounts.ts'
import type { Database } from './database.ts'
import { type Fence, holdFence } from './fence.ts'

/** An event whose invitees, or which itself, must be read. */
export interface DueEvent {
  readonly uuid: string
  readonly start_time: string
}

/**
 * Events of a range whose invitee list is not known to be current: new or changed ones, and those where Calendly
 * counts another number of invitees than we know (unless it counted the same at the last complete read).
 *
 * @param after - continue behind this one, so that an event that cannot be read is asked once a pass.
 */
export async function dueInvitees(
  database: Database,
  account: Account,
  range: { readonly fromMs: number; readonly toMs: number; readonly order: 'asc' | 'desc' },
  limit: number,
  after?: DueEvent,
): Promise<DueEvent[]> {
  const beyond = range.order === 'asc' ? '>' : '<'
  return database.query<DueEvent>(
    [account.user_id],
    `SELECT e.uuid, e.start_time FROM calendly_sync.scheduled_events e
       WHERE ${isDue} AND ($5::timestamptz IS NULL OR (e.start_time, e.uuid) ${beyond} ($5, $6))
       ORDER BY e.start_time ${range.order}, e.uuid ${range.order} LIMIT $7`,
    [...inRange(account, range), after?.start_time ?? null, after?.uuid ?? '', limit],
  )
}

/** How many events of a range are due, for the time left. */
export async function countDueInvitees(
  database: Database,
  account: Account,
  range: { readonly fromMs: number; readonly toMs: number },
): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    [account.user_id],
    `SELECT count(*)::int AS count FROM calendly_sync.scheduled_events e WHERE ${isDue}`,
    inRange(account, range),
  )
  return row?.count ?? 0
}

/** $1 user, $2 and $3 range in seconds, $4 account. Leans on scheduled_events_by_start. */
const isDue = `
  e.user_id = $1 AND e.presence = 'present' AND e.start_time >= to_timestamp($2) AND e.start_time <= to_timestamp($3)
  AND EXISTS (SELECT FROM calendly_sync.meeting_accounts a WHERE a.meeting_id = e.id AND a.account_id = $4)
  AND (e.invitees_due OR (e.invitees_total IS DISTINCT FROM e.invitees_settled_total AND e.invitees_total <>
    (SELECT count(*) FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = e.id)))`

function inRange(
  account: Account,
  range: { readonly fromMs: number; readonly toMs: number },
): readonly unknown[] {
  return [account.user_id, range.fromMs / 1000, range.toMs / 1000, account.id]
}

/**
 * An invitee list that Calendly refuses is asked for once more, a quarter of an hour later, when the event is re-read;
 * refused again, it waits until the event changes, and its attendees stay unknown.
 *
 * @throws FenceLost
 */
export async function giveUpInvitees(
  database: Database,
  account: Account,
  fence: Fence,
  uuid: string,
): Promise<void> {
  await database.transaction([account.user_id], async (tx) => {
    await holdFence(tx, fence)
    await tx.query(
      `UPDATE calendly_sync.scheduled_events SET invitees_due = false, invitees_settled_total = invitees_total,
         reread_at = coalesce(reread_at, now() + interval '15 min')
       WHERE user_id = $1 AND uuid = $2`,
      [account.user_id, uuid],
    )
  })
}

/**
 * Makes the invitees of meetings that ended in a gap due: no-shows move no stamp, so that a list does not show them.
 * A no-show is marked within the week after the meeting.
 *
 * @param fromMs - the meetings that ended since, epoch milliseconds.
 * @throws FenceLost
 */
export async function askForNoShows(
  database: Database,
  account: Account,
  fence: Fence,
  fromMs: number,
  nowMs: number,
): Promise<void> {
  await database.transaction([account.user_id], async (tx) => {
    await holdFence(tx, fence)
    await tx.query(
      `UPDATE calendly_sync.scheduled_events e SET invitees_due = true
       WHERE user_id = $1 AND status <> 'canceled' AND presence = 'present' AND NOT invitees_due
         AND end_time BETWEEN to_timestamp($2) AND to_timestamp($3)
         AND EXISTS (SELECT FROM calendly_sync.meeting_accounts a WHERE a.meeting_id = e.id AND a.account_id = $4)`,
      [account.user_id, fromMs / 1000, nowMs / 1000, account.id],
    )
  })
}

/**
 * Meetings that ended and whose no-shows nobody would tell us of: their invitees are read once 1 hour, 1, 3 and 7
 * days after the end.
 */
export async function dueAfterMeeting(
  database: Database,
  account: Account,
  nowMs: number,
): Promise<DueEvent[]> {
  return database.query<DueEvent>(
    [account.user_id],
    `SELECT e.uuid, e.start_time FROM calendly_sync.scheduled_events e
       WHERE e.user_id = $1 AND e.presence = 'present' AND e.status <> 'canceled'
         AND e.end_time BETWEEN to_timestamp($3) - interval '8 days' AND to_timestamp($3) - interval '1 hour'
         AND EXISTS (SELECT FROM calendly_sync.meeting_accounts a WHERE a.meeting_id = e.id AND a.account_id = $2)
         AND e.invitees_read_at < e.end_time + (
           SELECT max(after) FROM unnest(ARRAY['1 hour', '1 day', '3 days', '7 days']::interval[]) after
           WHERE e.end_time + after <= to_timestamp($3))
       ORDER BY e.end_time LIMIT 1000`,
    [account.user_id, account.id, nowMs / 1000],
  )
}

/** A meeting that asked for a read of its own, and when. */
export interface Reread extends DueEvent {
  readonly reread_at: string
}

/** Meetings that asked for a read of their own, and whose time has come. */
export async function dueRereads(database: Database, account: Account): Promise<Reread[]> {
  return database.query<Reread>(
    [account.user_id],
    `SELECT uuid, start_time, reread_at FROM calendly_sync.scheduled_events
       WHERE account_id = $1 AND reread_at <= now() ORDER BY reread_at LIMIT 200`,
    [account.id],
  )
}

/**
 * Ends a meeting's question after it was read. A conference that is still being set up is asked for again after
 * 1 and 10 minutes; a question that was put anew during the read stays.
 *
 * @throws FenceLost
 */
export async function settleReread(
  database: Database,
  account: Account,
  fence: Fence,
  event: Reread,
): Promise<void> {
  await database.transaction([account.user_id], async (tx) => {
    await holdFence(tx, fence)
    await tx.query(
      `UPDATE calendly_sync.scheduled_events SET reread_attempts = reread_attempts + 1, reread_at = CASE
         WHEN location_pending AND end_time > now() AND reread_attempts < 2
           THEN now() + (ARRAY['1 min', '10 min']::interval[])[reread_attempts + 1] END
       WHERE user_id = $1 AND uuid = $2 AND reread_at = $3`,
      [account.user_id, event.uuid, event.reread_at],
    )
  })
}

/**
 * Accounts with something that waits to be read, and no run under way that would do it: single meetings, or the gap that
 * missing webhooks have left.
 */
export async function accountsToReread(
  database: Database,
): Promise<{ id: string; user_id: string; trigger: 'reread' | 'gap' }[]> {
  return database.query<{ id: string; user_id: string; trigger: 'reread' | 'gap' }>(
    'installation',
    `SELECT a.id, a.user_id, CASE WHEN a.gap_since IS NULL THEN 'reread' ELSE 'gap' END AS trigger
       FROM calendly_sync.accounts a
       WHERE a.id IN (
           SELECT account_id FROM calendly_sync.scheduled_events WHERE reread_at <= now()
           UNION SELECT account_id FROM calendly_sync.events_to_read
           UNION SELECT id FROM calendly_sync.accounts WHERE gap_since IS NOT NULL AND state = 'active')
         AND a.state <> 'paused'
         AND NOT EXISTS (SELECT FROM calendly_sync.account_runs r WHERE r.account_id = a.id AND r.finished_at IS NULL)
       LIMIT 100`,
  )
}
