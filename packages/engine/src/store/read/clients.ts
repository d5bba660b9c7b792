import type { Client, Meeting, Page } from '../../contract.ts'
import type { Database } from '../database.ts'
import { conditions, wordPatterns } from './conditions.ts'
import { decodeCursor } from './cursor.ts'
import { meetingColumns } from './meeting-columns.ts'
import { defaultLimit, page } from './page.ts'

export interface ClientQuery {
  /** Words of name, e-mail or phone. */
  readonly q?: string
  readonly limit?: number
  readonly cursor?: string
}

/**
 * A user's clients by e-mail, each with counts and the first, last and next meeting.
 *
 * @param nowMs - epoch milliseconds; tells the last meeting from the next.
 * @throws SyncError `bad_cursor`.
 */
export async function listClients(
  database: Database,
  userId: string,
  query: ClientQuery,
  nowMs: number,
): Promise<Page<Client>> {
  const { limit = defaultLimit, cursor, ...filters } = query
  const found = conditions()
  found.add('c.user_id = ?::uuid', userId)
  if (query.q !== undefined) {
    found.add(`concat_ws(' ', c.name, c.email, c.phone) ILIKE ALL (?::text[])`, wordPatterns(query.q))
  }
  if (cursor !== undefined) found.add('c.email_key > ?', ...decodeCursor(cursor, filters, ['text']))
  const text = `${selectClients(found.bind(new Date(nowMs).toISOString()))}
    WHERE ${found.where} ORDER BY c.email_key LIMIT ${found.bind(limit + 1)}`
  const rows = await database.transaction([userId], (tx) =>
    tx.query<Client & { key: string }>(text, found.values),
  )
  const { data, nextCursor } = page(rows, limit, filters, (row) => [row.key])
  return { data: data.map(withoutKey), nextCursor }
}

/**
 * One client with all meetings, newest first.
 *
 * @returns undefined when there is none of this id, or it is somebody else's.
 */
export async function getClient(
  database: Database,
  userId: string,
  id: string,
  nowMs: number,
): Promise<(Client & { meetings: readonly Meeting[] }) | undefined> {
  return database.transaction([userId], async (tx) => {
    const [row] = await tx.query<Client & { key: string }>(
      `${selectClients('$1')} WHERE c.user_id = $2 AND c.id = $3`,
      [new Date(nowMs).toISOString(), userId, id],
    )
    if (!row) return undefined
    return { ...withoutKey(row), meetings: await tx.query<Meeting>(meetingsOfClient, [userId, id]) }
  })
}

function withoutKey({ key: _, ...client }: Client & { key: string }): Client {
  return client
}

/**
 * A meeting counts as cancelled for a client when it died, or when all of this client's seats in it were cancelled.
 * Leans on (user_id, email_key) of clients and meeting_clients_by_client.
 */
const selectClients = (now: string) => `
  SELECT c.id, c.email, c.name, c.phone, c.timezone, c.email_key AS key, seen.*
  FROM :schema.clients c CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE attends)::int AS "meetingCount",
      count(*) FILTER (WHERE NOT attends)::int AS "canceledCount",
      count(*) FILTER (WHERE is_no_show)::int AS "noShowCount",
      min(start_time) FILTER (WHERE attends) AS "firstMeetingAt",
      max(start_time) FILTER (WHERE attends AND start_time <= ${now}::timestamptz) AS "lastMeetingAt",
      min(start_time) FILTER (WHERE attends AND start_time > ${now}::timestamptz) AS "nextMeetingAt"
    FROM (
      SELECT m.start_time, NOT m.is_deleted AND seat.is_active AS attends, seat.is_no_show
      FROM :schema.meeting_clients l JOIN :schema.meetings m ON m.id = l.meeting_id,
      LATERAL (
        SELECT coalesce(bool_or(a ->> 'status' <> 'canceled'), true) AS is_active,
          coalesce(bool_or((a ->> 'noShow')::boolean), false) AS is_no_show
        FROM jsonb_array_elements(m.attendees) a WHERE a ->> 'clientId' = c.id::text
      ) seat
      WHERE l.client_id = c.id AND m.meeting_source = 'calendly'
    ) booked
  ) seen`

/** $1 user, $2 client. */
const meetingsOfClient = `
  SELECT ${meetingColumns} FROM :schema.meeting_clients l JOIN :schema.meetings m ON m.id = l.meeting_id
  LEFT JOIN calendly_sync.scheduled_events e ON e.id = m.id
  WHERE m.user_id = $1 AND l.client_id = $2 AND m.meeting_source = 'calendly'
  ORDER BY m.start_time DESC, m.id DESC`
