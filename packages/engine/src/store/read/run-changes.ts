import type { RunChange } from '../../contract/run-change.ts'
import type { Page } from '../../contract.ts'
import type { Database } from '../database.ts'
import { conditions } from './conditions.ts'
import { decodeCursor } from './cursor.ts'
import { meetingColumns } from './meeting-columns.ts'
import { defaultLimit, page } from './page.ts'

/**
 * The meetings of a user that a run changed, each once, by start time: what it was before the run against what the run
 * left, by the same rule as the counts of runs.
 *
 * @param runId - a run that the user may see; of one with accounts of others only the user's own.
 * @throws SyncError `bad_cursor`.
 */
export async function listRunChanges(
  database: Database,
  userId: string,
  runId: string,
  { limit = defaultLimit, cursor }: { readonly limit?: number; readonly cursor?: string } = {},
): Promise<Page<RunChange>> {
  const filters = { runId }
  const found = conditions()
  found.add(`m.user_id = ?::uuid`, userId)
  if (cursor !== undefined)
    found.add('(m.start_time, m.id) > (?::timestamptz, ?::uuid)', ...decodeCursor(cursor, filters, shape))
  const changed = changedBy(found.bind(userId), found.bind(runId))
  const text = `
    SELECT r.change, r."startTimeBefore", ${meetingColumns}
    FROM (${changed}) r JOIN :schema.meetings m ON m.id = r.meeting_id
    LEFT JOIN calendly_sync.scheduled_events e ON e.id = m.id WHERE ${found.where}
    ORDER BY m.start_time, m.id LIMIT ${found.bind(limit + 1)}`
  const rows = await database.query<Row>([userId], text, found.values)
  const { data, nextCursor } = page(rows, limit, filters, (row) => [row.startTime, row.id])
  return {
    data: data.map(({ change, startTimeBefore, ...meeting }) => ({ change, startTimeBefore, meeting })),
    nextCursor,
  }
}

const shape = ['instant', 'uuid'] as const

type Row = Omit<RunChange, 'meeting'> & RunChange['meeting']

/** Leans on the primary key of sync_run_accounts and on changes_by_run. */
const changedBy = (userId: string, runId: string) => `
  SELECT meeting_id,
    CASE WHEN is_dead AND (appeared OR NOT was_dead) THEN 'deleted' WHEN appeared THEN 'new' ELSE 'updated' END AS change,
    to_char(start_before AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "startTimeBefore"
  FROM (
    SELECT meeting_id, (array_agg(was_deleted ORDER BY seq))[1] IS NULL AS appeared,
      (array_agg(was_deleted ORDER BY seq))[1] AS was_dead, (array_agg(is_deleted ORDER BY seq DESC))[1] AS is_dead,
      ((array_agg(before ->> 'start_time' ORDER BY seq) FILTER (WHERE before ? 'start_time'))[1])::timestamptz AS start_before
    FROM calendly_sync.changes
    WHERE user_id = ${userId}::uuid AND account_run_id IN
      (SELECT account_run_id FROM calendly_sync.sync_run_accounts WHERE run_id = ${runId}::uuid)
    GROUP BY meeting_id
  ) once`
