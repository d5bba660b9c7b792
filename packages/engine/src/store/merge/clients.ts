import type { Transaction } from '../database.ts'

/**
 * Makes and refreshes the clients of meetings, and links them: everybody who booked or was added as a guest,
 * except hosts and members of the account's organization (design: "Clients").
 *
 * @param meetings - ids of meetings whose event or invitees changed.
 * @returns ids of the clients that are or were linked to them.
 */
export async function linkClients(tx: Transaction, meetings: readonly string[]): Promise<string[]> {
  await tx.query(saveClients, [meetings])
  const unlinked = await tx.query<{ client_id: string }>(dropLinks, [meetings])
  const linked = await tx.query<{ client_id: string }>(saveLinks, [meetings])
  return [...new Set([...unlinked, ...linked].map((row) => row.client_id))]
}

/**
 * First and last meeting of clients, over their live meetings. The client rows are locked before they are summed
 * up: two transactions that each add a meeting would otherwise not see the other's.
 */
export async function refreshClientSpans(tx: Transaction, clients: readonly string[]): Promise<void> {
  if (clients.length === 0) return
  await tx.query(lockClients, [clients])
  await tx.query(saveSpans, [clients])
}

/*
 * Rows that are there already are looked up one by one (`LATERAL … LIMIT 1`): how many people a batch brings is beyond the
 * planner's knowledge, and it would rather read every client of the user for them (100,000 clients: 29 ms instead of 4).
 */

/** Who takes part in the meetings of $1 and is no colleague of the host. */
const people = `
  SELECT p.user_id, p.meeting_id, p.email_key, min(p.email) AS email, bool_and(p.is_guest) AS is_guest
  FROM (
    SELECT user_id, meeting_id, email_key, email, false AS is_guest FROM calendly_sync.meeting_invitees
    WHERE meeting_id = ANY($1::uuid[])
    UNION ALL
    SELECT user_id, id, guest ->> 'email_key', guest ->> 'email', true
    FROM calendly_sync.scheduled_events, jsonb_array_elements(guests) guest WHERE id = ANY($1::uuid[])
  ) p
  CROSS JOIN LATERAL (SELECT hosts, account_id FROM calendly_sync.scheduled_events WHERE id = p.meeting_id LIMIT 1) e
  LEFT JOIN calendly_sync.accounts a ON a.id = e.account_id
  WHERE p.email_key IS NOT NULL
    AND NOT EXISTS (SELECT FROM jsonb_array_elements(e.hosts) host WHERE host ->> 'email_key' = p.email_key)
    AND NOT EXISTS (SELECT FROM calendly_sync.organization_members m
      WHERE m.organization = a.organization AND m.email_key = p.email_key)
  GROUP BY 1, 2, 3`

/** As last booked by whoever told it: a booking that leaves it out says nothing of it. */
const latest = (column: string) => `
      SELECT v.${column} FROM calendly_sync.meeting_invitees v
      WHERE v.user_id = p.user_id AND v.email_key = p.email_key AND v.${column} IS NOT NULL
      ORDER BY v.created_at DESC NULLS LAST, v.uuid DESC LIMIT 1`

/** $1 meetings. Name and zone as last booked; the phone number that a text reminder goes to before all others; the user's own word first. */
const saveClients = `
  WITH people AS (${people}),
  persons AS (SELECT DISTINCT ON (user_id, email_key) user_id, email_key, email FROM people ORDER BY user_id, email_key, is_guest),
  known AS (
    SELECT p.*, named.name, zoned.timezone, called.phone FROM persons p
    LEFT JOIN LATERAL (${latest('name')}) named ON true
    LEFT JOIN LATERAL (${latest('timezone')}) zoned ON true
    LEFT JOIN LATERAL (
      SELECT coalesce(v.reminder_number, o.number, v.answered_number) AS phone
      FROM calendly_sync.meeting_invitees v
      JOIN calendly_sync.scheduled_events e ON e.id = v.meeting_id,
      LATERAL (SELECT CASE WHEN e.location ->> 'type' = 'outbound_call' THEN e.location ->> 'location' END AS number) o
      WHERE v.user_id = p.user_id AND v.email_key = p.email_key
        AND coalesce(v.reminder_number, o.number, v.answered_number) IS NOT NULL
      ORDER BY v.reminder_number IS NULL, o.number IS NULL, v.created_at DESC NULLS LAST, v.uuid DESC LIMIT 1
    ) called ON true
  )
  INSERT INTO :schema.clients AS c (user_id, email_key, email, name, timezone, phone)
  SELECT k.user_id, k.email_key, k.email, k.name, k.timezone, k.phone FROM known k
  LEFT JOIN LATERAL (
    SELECT * FROM :schema.clients c WHERE c.user_id = k.user_id AND c.email_key = k.email_key LIMIT 1
  ) s ON true
  WHERE s.id IS NULL OR (coalesce(s.name_set, k.name, s.name), coalesce(k.timezone, s.timezone), coalesce(s.phone_set, k.phone, s.phone))
    IS DISTINCT FROM (s.name, s.timezone, s.phone)
  ORDER BY k.user_id, k.email_key
  ON CONFLICT (user_id, email_key) DO UPDATE SET
    name = coalesce(c.name_set, excluded.name, c.name), timezone = coalesce(excluded.timezone, c.timezone),
    phone = coalesce(c.phone_set, excluded.phone, c.phone), updated_at = now()`

/** Whom people are linked with: the client of the address, or the one that the user has merged it into. */
const linked = `LATERAL (
      SELECT coalesce(k.merged_into, k.id) AS id FROM :schema.clients k
      WHERE k.user_id = p.user_id AND k.email_key = p.email_key LIMIT 1
    ) c`

/** $1 meetings. */
const dropLinks = `
  WITH people AS (${people})
  DELETE FROM :schema.meeting_clients l
  WHERE l.meeting_id = ANY($1::uuid[])
    AND NOT EXISTS (SELECT FROM people p, ${linked} WHERE p.meeting_id = l.meeting_id AND c.id = l.client_id)
  RETURNING l.client_id`

/**
 * $1 meetings. Answers every client of the meetings, whether or not the link is new. The link points at the visible
 * row, which \`project\` writes in the same transaction: its foreign key is checked at the end.
 */
const saveLinks = `
  WITH people AS (${people}),
  links AS (
    SELECT p.meeting_id, c.id AS client_id, p.user_id, bool_and(p.is_guest) AS is_guest FROM people p, ${linked} GROUP BY 1, 2, 3
  ),
  written AS (
    INSERT INTO :schema.meeting_clients AS l (meeting_id, client_id, user_id, is_guest)
    SELECT n.* FROM links n LEFT JOIN LATERAL (
      SELECT is_guest FROM :schema.meeting_clients k WHERE k.meeting_id = n.meeting_id AND k.client_id = n.client_id LIMIT 1
    ) s ON true
    WHERE s.is_guest IS DISTINCT FROM n.is_guest ORDER BY n.meeting_id, n.client_id
    ON CONFLICT (meeting_id, client_id) DO UPDATE SET is_guest = excluded.is_guest
  )
  SELECT DISTINCT client_id FROM links`

/** $1 clients, locked in the order in which they are inserted. */
const lockClients = `
  SELECT FROM :schema.clients WHERE id = ANY($1::uuid[]) ORDER BY user_id, email_key FOR UPDATE`

/** $1 clients. */
const saveSpans = `
  UPDATE :schema.clients c SET first_meeting_at = span.first, last_meeting_at = span.last, updated_at = now()
  FROM (
    SELECT k.id, min(m.start_time) AS first, max(m.start_time) AS last FROM unnest($1::uuid[]) k(id)
    LEFT JOIN :schema.meeting_clients l ON l.client_id = k.id
    LEFT JOIN :schema.meetings m ON m.id = l.meeting_id AND NOT m.is_deleted AND m.meeting_source = 'calendly'
    GROUP BY k.id
  ) span
  WHERE c.id = span.id AND (c.first_meeting_at, c.last_meeting_at) IS DISTINCT FROM (span.first, span.last)`
