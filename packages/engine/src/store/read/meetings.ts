import type { Meeting, MeetingQuery, Page } from '../../contract.ts'
import type { Database } from '../database.ts'
import { type Conditions, conditions, wordPatterns } from './conditions.ts'
import { decodeCursor } from './cursor.ts'
import { meetingColumns } from './meeting-columns.ts'
import { defaultLimit, page } from './page.ts'

/**
 * A user's meetings by start time, live ones unless a view or `includeDeleted` says otherwise.
 *
 * Views: `upcoming` live and not over, `past` live and over, `cancelled` no longer live for whatever reason,
 * `no-show` with an invitee who did not come, `all` everything. `from` (included) and `to` (excluded) bound the
 * start; `updatedSince` is included.
 *
 * @param nowMs - epoch milliseconds; tells upcoming from past.
 * @throws SyncError `bad_cursor`.
 */
export async function listMeetings(
  database: Database,
  userId: string,
  query: MeetingQuery,
  nowMs: number,
): Promise<Page<Meeting>> {
  const { limit = defaultLimit, cursor: _, ...filters } = query
  const statement = meetingsStatement(userId, query, nowMs)
  const rows = await database.transaction([userId], (tx) =>
    tx.query<Meeting>(statement.text, statement.values),
  )
  return page(rows, limit, filters, (row) => [row.startTime, row.id])
}

/** Leans on meetings_by_start. */
function meetingsStatement(userId: string, query: MeetingQuery, nowMs: number) {
  const { limit = defaultLimit, cursor, ...filters } = query
  const direction = query.sort === '-startTime' ? 'DESC' : 'ASC'
  const found = conditions()
  found.add(`m.user_id = ?::uuid AND m.meeting_source = 'calendly'`, userId)
  addView(found, query, new Date(nowMs).toISOString())
  addFilters(found, query)
  if (cursor !== undefined) {
    const [startTime, id] = decodeCursor(cursor, filters, ['instant', 'uuid'])
    const beyond = direction === 'ASC' ? '>' : '<'
    found.add(`(m.start_time, m.id) ${beyond} (?::timestamptz, ?::uuid)`, startTime, id)
  }
  const text = `
    SELECT ${meetingColumns} FROM :schema.meetings m WHERE ${found.where}
    ORDER BY m.start_time ${direction}, m.id ${direction} LIMIT ${found.bind(limit + 1)}`
  return { text, values: found.values }
}

function addView(found: Conditions, { view, includeDeleted = false }: MeetingQuery, now: string): void {
  if (view === 'cancelled') found.add('m.is_deleted')
  else if (view === 'no-show') found.add(`m.attendees @> '[{"noShow": true}]'`)
  else if (view !== 'all' && !includeDeleted) found.add('NOT m.is_deleted')
  if (view === 'upcoming') found.add('m.end_time > ?::timestamptz', now)
  if (view === 'past') found.add('m.end_time <= ?::timestamptz', now)
}

function addFilters(
  found: Conditions,
  { from, to, updatedSince, clientId, accountId, q }: MeetingQuery,
): void {
  if (from !== undefined) found.add('m.start_time >= ?::timestamptz', from)
  if (to !== undefined) found.add('m.start_time < ?::timestamptz', to)
  if (updatedSince !== undefined) found.add('m.updated_at >= ?::timestamptz', updatedSince)
  if (clientId !== undefined) {
    found.add('m.id IN (SELECT meeting_id FROM :schema.meeting_clients WHERE client_id = ?::uuid)', clientId)
  }
  if (accountId !== undefined) {
    found.add(
      `EXISTS (SELECT FROM calendly_sync.meeting_accounts a WHERE a.meeting_id = m.id AND a.account_id = ?::uuid)`,
      accountId,
    )
  }
  if (q !== undefined) found.add(`${searched} ILIKE ALL (?::text[])`, wordPatterns(q))
}

/** Title, place, and everybody's name and address. */
const searched = `concat_ws(' ', m.title, m.location_text,
  (SELECT string_agg(concat_ws(' ', a ->> 'name', a ->> 'email'), ' ') FROM jsonb_array_elements(m.attendees) a))`
