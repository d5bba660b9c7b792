/**
 * What a client's meetings come to, for one client `c`. A meeting counts as cancelled for a client when it died, or when all
 * of this client's seats in it were cancelled. Leans on meeting_clients_by_client.
 *
 * @param now - the parameter with the moment that tells the last meeting from the next.
 */
export const seenOf = (now: string) => `
  SELECT count(*) FILTER (WHERE attends)::int AS meetings,
    count(*) FILTER (WHERE NOT attends)::int AS canceled,
    count(*) FILTER (WHERE is_no_show)::int AS no_shows,
    min(start_time) FILTER (WHERE attends) AS first,
    max(start_time) FILTER (WHERE attends AND start_time <= ${now}::timestamptz) AS last,
    min(start_time) FILTER (WHERE attends AND start_time > ${now}::timestamptz) AS next,
    round(count(*) FILTER (WHERE attends AND is_no_show AND start_time <= ${now}::timestamptz)::numeric
      / nullif(count(*) FILTER (WHERE attends AND start_time <= ${now}::timestamptz), 0), 4) AS rate,
    coalesce(bool_and(is_guest), false) AS is_guest
  FROM (
    SELECT m.start_time, NOT m.is_deleted AND seat.is_active AS attends, seat.is_no_show, l.is_guest
    FROM :schema.meeting_clients l JOIN :schema.meetings m ON m.id = l.meeting_id,
    LATERAL (
      SELECT coalesce(bool_or(a ->> 'status' <> 'canceled'), true) AS is_active,
        coalesce(bool_or((a ->> 'noShow')::boolean), false) AS is_no_show
      FROM jsonb_array_elements(m.attendees) a WHERE a ->> 'clientId' = c.id::text
    ) seat
    WHERE l.client_id = c.id AND m.meeting_source = 'calendly'
  ) booked`

/** What the client itself does not say, somebody whom the user merged into it may have said. */
const known = (column: string) => `coalesce(c.${column}, (SELECT k.${column} FROM :schema.clients k
    WHERE k.merged_into = c.id AND k.${column} IS NOT NULL ORDER BY k.merged_at, k.id LIMIT 1)) AS ${column}`

/** Select list of `clients c` with `seen` beside it; rows come out as `Client`. */
export const clientColumns = `c.id, c.email, ${known('name')}, ${known('phone')}, ${known('timezone')},
  seen.meetings AS "meetingCount", seen.canceled AS "canceledCount", seen.no_shows AS "noShowCount",
  seen.first AS "firstMeetingAt", seen.last AS "lastMeetingAt", seen.next AS "nextMeetingAt",
  seen.rate::float8 AS "noShowRate", seen.is_guest AS "isGuest", c.notes,
  CASE WHEN c.name_set IS NULL THEN 'calendly' ELSE 'you' END AS "nameFrom",
  CASE WHEN c.phone_set IS NULL THEN 'calendly' ELSE 'you' END AS "phoneFrom"`
