import type { Meeting, MeetingQuery, Page } from '../../contract.ts'
import type { Database } from '../database.ts'
import { decodeCursor } from './cursor.ts'
import { meetingColumns } from './meeting-columns.ts'
import { findMeetings, makeRoom } from './meeting-filters.ts'
import { defaultLimit, page } from './page.ts'

/**
 * A user's meetings by start time, live ones unless a view or `includeDeleted` says otherwise.
 *
 * Views: `upcoming` live and not over, `past` live and over, `cancelled` no longer live for whatever reason,
 * `no-show` with an invitee who did not come, `all` everything. `from` (included) and `to` (excluded) bound the
 * start; `updatedSince` is included. With `chains: 'collapsed'` a meeting that was moved is one row, the last.
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
  const rows = await database.transaction([userId], async (tx) => {
    const asked = [makeRoom(tx, query), tx.query<Meeting>(statement.text, statement.values)] as const
    return (await Promise.all(asked))[1]
  })
  return page(rows, limit, filters, (row) => [row.startTime, row.id])
}

/** Leans on meetings_by_start, and for views of few on meetings_cancelled and meetings_no_show. */
function meetingsStatement(userId: string, query: MeetingQuery, nowMs: number) {
  const { limit = defaultLimit, cursor, ...filters } = query
  const direction = query.sort === '-startTime' ? 'DESC' : 'ASC'
  const found = findMeetings(userId, query, nowMs)
  if (cursor !== undefined) {
    const [startTime, id] = decodeCursor(cursor, filters, ['instant', 'uuid'])
    const beyond = direction === 'ASC' ? '>' : '<'
    found.add(`(m.start_time, m.id) ${beyond} (?::timestamptz, ?::uuid)`, startTime, id)
  }
  const order = `ORDER BY m.start_time ${direction}, m.id ${direction}`
  const text = `
    SELECT ${meetingColumns}
    FROM (SELECT m.* FROM :schema.meetings m WHERE ${found.where} ${order} LIMIT ${found.bind(limit + 1)}) m
    LEFT JOIN calendly_sync.scheduled_events e USING (id) ${order}`
  return { text, values: found.values }
}
