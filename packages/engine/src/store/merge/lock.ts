import type { Transaction } from '../database.ts'
import type { News } from './news.ts'

/**
 * Takes the locks of a merge, always in the same order: first the keys of reschedule chains (a half that is not
 * stored yet has no row to lock, and two halves that arrive at once must see each other), then the stored event
 * rows, sorted by key, together with those whose visible row points at one of them.
 *
 * @returns ids of the rows that are locked: whatever appears from now on was stored by somebody else meanwhile.
 */
export async function lockEvents(
  tx: Transaction,
  users: readonly string[],
  news: News,
): Promise<ReadonlySet<string>> {
  const chained = news.invitees.flatMap((seat) =>
    [seat.old_event, seat.new_event].flatMap((uuid) => (uuid ? [uuid, seat.event_uuid] : [])),
  )
  if (chained.length > 0) await tx.query(lockChains, [users, chained])
  const events = [...news.events.map((event) => event.uuid), ...news.invitees.map((seat) => seat.event_uuid)]
  const uuids = [...new Set([...events, ...chained, ...news.completeFor])]
  const locked = await tx.query<{ id: string }>(lockRows, [users, uuids])
  return new Set(locked.map((row) => row.id))
}

/** $1 users, $2 event uuids. */
const lockChains = `
  SELECT pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended(u::text || e, 0) AS key FROM unnest($1::uuid[]) u, unnest($2::text[]) e ORDER BY key
  ) AS keys`

/**
 * $1 users, $2 event uuids. Each row is looked up by its key (an OR of conditions would read all events of the user
 * for every merge); leans on the unique key and the indexes of chain links.
 */
const lockRows = `
  WITH own AS (SELECT user_id, uuid FROM unnest($1::uuid[]) user_id, unnest($2::text[]) uuid),
  family AS (
    SELECT user_id, uuid FROM own
    UNION
    SELECT v.user_id, v.event_uuid FROM own
    JOIN calendly_sync.meeting_invitees v ON v.user_id = own.user_id AND v.old_event = own.uuid
    UNION
    SELECT v.user_id, v.event_uuid FROM own
    JOIN calendly_sync.meeting_invitees v ON v.user_id = own.user_id AND v.new_event = own.uuid
    UNION
    SELECT v.user_id, link FROM own
    JOIN calendly_sync.scheduled_events e USING (user_id, uuid)
    JOIN calendly_sync.meeting_invitees v ON v.meeting_id = e.id, unnest(ARRAY[v.old_event, v.new_event]) link
    WHERE link IS NOT NULL
  )
  SELECT e.id FROM calendly_sync.scheduled_events e JOIN family USING (user_id, uuid)
  ORDER BY user_id, uuid FOR UPDATE OF e`
