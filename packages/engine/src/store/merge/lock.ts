import type { Transaction } from '../database.ts'
import type { News } from './news.ts'

/**
 * Takes the locks of a merge, always in the same order: first the keys of reschedule chains (a half that is not
 * stored yet has no row to lock, and two halves that arrive at once must see each other), then the stored event
 * rows, sorted by key, together with those whose visible row points at one of them.
 */
export async function lockEvents(tx: Transaction, users: readonly string[], news: News): Promise<void> {
  const chained = news.invitees.flatMap((seat) =>
    [seat.old_event, seat.new_event].flatMap((uuid) => (uuid ? [uuid, seat.event_uuid] : [])),
  )
  if (chained.length > 0) await tx.query(lockChains, [users, chained])
  const events = [...news.events.map((event) => event.uuid), ...news.invitees.map((seat) => seat.event_uuid)]
  await tx.query(lockRows, [users, [...new Set([...events, ...chained, ...news.completeFor])]])
}

/** $1 users, $2 event uuids. */
const lockChains = `
  SELECT pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended(u::text || e, 0) AS key FROM unnest($1::uuid[]) u, unnest($2::text[]) e ORDER BY key
  ) AS keys`

/** $1 users, $2 event uuids. Leans on the unique key and the two indexes of chain links. */
const lockRows = `
  SELECT FROM calendly_sync.scheduled_events
  WHERE user_id = ANY($1::uuid[]) AND (uuid = ANY($2::text[]) OR uuid IN (
    SELECT event_uuid FROM calendly_sync.meeting_invitees WHERE user_id = ANY($1::uuid[]) AND old_event = ANY($2::text[])
    UNION ALL
    SELECT event_uuid FROM calendly_sync.meeting_invitees WHERE user_id = ANY($1::uuid[]) AND new_event = ANY($2::text[])
    UNION ALL
    SELECT link FROM calendly_sync.meeting_invitees, unnest(ARRAY[old_event, new_event]) link
    WHERE user_id = ANY($1::uuid[]) AND event_uuid = ANY($2::text[]) AND link IS NOT NULL
  ))
  ORDER BY user_id, uuid FOR UPDATE`
