import type { Transaction } from '../database.ts'

/** What stands where a name was. */
export const erasedName = 'Erased client'

/**
 * Takes the data of erased people out of what was told of them, before anything is derived from it: of seats, and of guests
 * of events, that were booked before the person was erased. Whoever books again later is a new client.
 *
 * The digests stay those of what Calendly said, so that hearing it again is no news.
 *
 * @param events - ids of events that were written, or may name such a person.
 * @param seats - ids of invitees of the same kind.
 */
export async function forgetErased(
  tx: Transaction,
  users: readonly string[],
  events: readonly string[],
  seats: readonly string[],
): Promise<void> {
  const anybody = await tx.query(
    'SELECT FROM calendly_sync.erased_clients WHERE user_id = ANY($1::uuid[]) LIMIT 1',
    [users],
  )
  if (anybody.length === 0) return
  const rows = await tx.query<{ meeting_id: string }>(ofSeats, [seats, erasedName])
  await tx.query(ofEvents, [[...events, ...rows.map((row) => row.meeting_id)], erasedName])
}

/** Was whoever has this address erased, after `created`? Leans on the primary key. */
const isErased = (user: string, email: string, created: string) => `EXISTS (
    SELECT FROM calendly_sync.erased_clients x WHERE x.user_id = ${user} AND x.hash = calendly_sync.erased_hash(${user}, ${email})
      AND coalesce(${created} <= x.erased_at, true))`

/** That and when it was canceled, and by which side; a host keeps the name. */
const canceled = (told: string) => `CASE WHEN ${told} IS NOT NULL THEN jsonb_strip_nulls(jsonb_build_object(
    'canceled_by', CASE WHEN ${told} ->> 'canceler_type' = 'host' THEN ${told} -> 'canceled_by' ELSE to_jsonb($2::text) END,
    'canceler_type', ${told} -> 'canceler_type', 'created_at', ${told} -> 'created_at')) END`

/** $1 invitees, $2 what stands where the name was. */
const ofSeats = `
  UPDATE calendly_sync.meeting_invitees v SET is_erased = true, name = $2, email = NULL, email_key = NULL, timezone = NULL,
    reminder_number = NULL, answers = '[]', answered_number = NULL, tracking = NULL, payment = NULL, reconfirmation = NULL,
    cancellation = ${canceled('v.cancellation')}, raw = '{}'
  WHERE v.id = ANY($1::uuid[])
    AND (v.is_erased OR (v.email_key IS NOT NULL AND ${isErased('v.user_id', 'v.email_key', 'v.created_at')}))
  RETURNING v.meeting_id`

/**
 * $1 events, $2 what stands where the name was. Where there is one seat the notes, the reason of a cancellation, and a place
 * that the client has named (a number to call) are that person's as well.
 */
const ofEvents = `
  UPDATE calendly_sync.scheduled_events e SET has_erased = true, raw = '{}', guests = told.guests,
    notes = CASE WHEN NOT told.is_own THEN e.notes END,
    cancellation = CASE WHEN told.is_own THEN ${canceled('e.cancellation')} ELSE e.cancellation END,
    location = CASE WHEN told.names_place THEN jsonb_build_object('type', e.location -> 'type') ELSE e.location END,
    location_text = CASE WHEN NOT told.names_place THEN e.location_text END
  FROM (
    SELECT o.id, seat.is_erased, g.has_erased, coalesce(g.guests, o.guests) AS guests,
      seat.is_erased AND coalesce(o.invitees_limit, 1) <= 1 AS is_own,
      coalesce(seat.is_erased AND coalesce(o.invitees_limit, 1) <= 1
        AND o.location ->> 'type' IN ('outbound_call', 'ask_invitee'), false) AS names_place
    FROM calendly_sync.scheduled_events o
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = o.id AND v.is_erased) AS is_erased
    ) seat
    CROSS JOIN LATERAL (
      SELECT coalesce(bool_or(one.is_erased), false) AS has_erased,
        jsonb_agg(CASE WHEN one.is_erased THEN jsonb_build_object('email', NULL, 'email_key', NULL, 'name', $2::text) ELSE guest END
          ORDER BY nr) AS guests
      FROM jsonb_array_elements(o.guests) WITH ORDINALITY AS listed(guest, nr), LATERAL (
        SELECT guest ->> 'email_key' IS NOT NULL
          AND ${isErased('o.user_id', "(guest ->> 'email_key')", 'o.created_at')} AS is_erased
      ) one
    ) g
    WHERE o.id = ANY($1::uuid[])
  ) told
  WHERE e.id = told.id AND (told.is_erased OR told.has_erased OR e.has_erased)`
