import { noteInAudit } from '../audit.ts'
import type { Database, Transaction } from '../database.ts'
import { forgetDeliveries } from '../inbox/forget.ts'
import { actAlone } from '../merge/by-hand.ts'
import { erasedName, forgetErased } from '../merge/erased.ts'
import { project } from '../merge/project.ts'
import { saveSearch } from '../merge/search.ts'
import { findRecord, recordsOf } from './tree.ts'

/**
 * Takes a person's data out of everything that is kept of a user: the client with all its addresses, seats, guests, what
 * Calendly sent, the history, kept deliveries. The meetings stay, with an "Erased client". What was booked before stays
 * erased whoever tells it again; a later booking makes a new client.
 *
 * As the installation, since deliveries are nobody's rows; the user stands in every statement.
 *
 * @returns false when the user has no such client.
 */
export async function eraseClient(database: Database, userId: string, id: string): Promise<boolean> {
  return database.transaction('installation', async (tx) => {
    await actAlone(tx)
    const record = await findRecord(tx, userId, id)
    if (!record) return false
    const records = await recordsOf(tx, userId, record.root)
    const ids = records.map((one) => one.id)
    const keys = records.map((one) => one.email_key)
    const seats = await tx.query<Seat>(ofPerson, [userId, keys])
    const linked = await tx.query<{ id: string }>(
      'SELECT meeting_id AS id FROM :schema.meeting_clients WHERE user_id = $1 AND client_id = ANY($2::uuid[])',
      [userId, ids],
    )
    const meetings = [...new Set([...linked.map((row) => row.id), ...seats.map((seat) => seat.meeting_id)])]
    await tx.query(lockEvents, [userId, meetings])
    const emails = await tx.query<{ email: string }>(addresses, [userId, keys, meetings])
    await tx.query(remember, [userId, keys])
    const seatIds = seats.map((seat) => seat.id)
    await forgetErased(tx, [userId], meetings, seatIds)
    await tx.query('DELETE FROM :schema.clients WHERE user_id = $1 AND id = ANY($2::uuid[])', [userId, ids])
    await saveSearch(tx, meetings)
    await project(tx, meetings, { cause: 'client' })
    await forgetHistory(tx, { userId, meetings, ids, emails: emails.map((row) => row.email) })
    await forgetDeliveries(tx)
    const facts = { clientId: record.root, meetings: meetings.length }
    await noteInAudit(tx, { userId, actor: userId, action: 'client.erased', facts })
    return true
  })
}

interface Seat {
  readonly id: string
  readonly meeting_id: string
}

/** $1 user, $2 addresses. Leans on meeting_invitees_by_email. */
const ofPerson = `
  SELECT id, meeting_id FROM calendly_sync.meeting_invitees WHERE user_id = $1 AND email_key = ANY($2::text[])`

/** $1 user, $2 meetings. */
const lockEvents = `
  SELECT FROM calendly_sync.scheduled_events WHERE user_id = $1 AND id = ANY($2::uuid[]) ORDER BY user_id, uuid FOR UPDATE`

/** $1 user, $2 addresses, $3 meetings: every spelling of them. */
const addresses = `
  SELECT DISTINCT email FROM calendly_sync.meeting_invitees WHERE user_id = $1 AND email_key = ANY($2::text[])
  UNION
  SELECT g ->> 'email' FROM calendly_sync.scheduled_events e, jsonb_array_elements(e.guests) g
  WHERE e.user_id = $1 AND e.id = ANY($3::uuid[]) AND g ->> 'email_key' = ANY($2::text[])
  UNION
  SELECT unnest($2::text[])`

/** $1 user, $2 addresses. */
const remember = `
  INSERT INTO calendly_sync.erased_clients AS x (user_id, hash)
  SELECT $1::uuid, calendly_sync.erased_hash($1::uuid, key) FROM unnest($2::text[]) key
  ON CONFLICT (user_id, hash) DO UPDATE SET erased_at = now()`

async function forgetHistory(
  tx: Transaction,
  of: {
    readonly userId: string
    readonly meetings: readonly string[]
    readonly ids: readonly string[]
    readonly emails: readonly string[]
  },
): Promise<void> {
  await tx.query(history, [of.userId, of.meetings, of.ids, of.emails, erasedName])
}

/** An attendee of a kept row, without what says who it was. */
const attendees = (row: string) => `
  CASE WHEN jsonb_typeof(${row} -> 'attendees') = 'array' THEN jsonb_build_object('attendees', (
    SELECT coalesce(jsonb_agg(CASE WHEN a ->> 'clientId' = ANY($3::text[]) OR a ->> 'email' = ANY($4::text[])
      THEN a || jsonb_build_object('name', $5::text, 'email', NULL, 'clientId', NULL) ELSE a END ORDER BY nr), '[]')
    FROM jsonb_array_elements(${row} -> 'attendees') WITH ORDINALITY AS listed(a, nr)))
  ELSE '{}' END`

/** Of a meeting with one seat, what may be the person's own words or number goes as a whole. */
const without = (row: string) => `
  (${row} - CASE WHEN e.is_own THEN ARRAY['cancel_reason', 'canceled_by', 'location', 'location_text'] ELSE '{}'::text[] END)
    || ${attendees(row)}`

/** $1 user, $2 meetings, $3 clients, $4 spellings of the addresses, $5 what stands where the name was. */
const history = `
  UPDATE calendly_sync.changes c SET before = ${without('c.before')}, after = ${without('c.after')}
  FROM (
    SELECT o.id, coalesce(o.invitees_limit, 1) <= 1
      AND EXISTS (SELECT FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = o.id AND v.is_erased) AS is_own
    FROM calendly_sync.scheduled_events o WHERE o.user_id = $1 AND o.id = ANY($2::uuid[])
  ) e
  WHERE c.user_id = $1 AND c.meeting_id = e.id`
