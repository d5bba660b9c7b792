import type { Change } from '../../contract.ts'
import { SyncError } from '../../errors.ts'
import type { Database } from '../database.ts'

/**
 * A user's changes in the order in which they became visible: who reads on from `next` misses none.
 *
 * @param after - `next` of the page before; absent: from the beginning.
 * @param limit - rows at most, default 100.
 * @returns `next` for the following call, also when nothing new was there.
 * @throws SyncError `bad_cursor` when `after` is no such number.
 */
export async function listChanges(
  database: Database,
  userId: string,
  after = '0',
  limit = 100,
): Promise<{ data: readonly Change[]; next: string }> {
  if (!/^\d{1,18}$/.test(after)) {
    throw new SyncError(
      'bad_cursor',
      'after must be the `next` of an earlier answer. Leave it out to start at the beginning.',
    )
  }
  const rows = await database.query<ChangeRow>([userId], statement, [userId, after, limit])
  return { data: rows.map(showChange), next: rows.at(-1)?.seq ?? after }
}

export interface ChangeRow {
  readonly seq: string
  readonly at: string
  readonly kind: string
  readonly meetingId: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>>
}

/** Select list of the table named `c`. */
export const changeColumns = 'c.seq, c.at, c.kind, c.meeting_id AS "meetingId", c.before, c.after'

/** $1 user, $2 last number seen, $3 limit. Leans on changes_by_user. */
const statement = `
  SELECT ${changeColumns} FROM calendly_sync.changes c
  WHERE c.user_id = $1 AND c.seq > $2::bigint ORDER BY c.seq LIMIT $3`

/** The sequence is far from 2^53, where a number would lose digits. */
export function showChange(row: ChangeRow): Change {
  return {
    seq: Number(row.seq),
    at: row.at,
    kind: row.kind,
    meetingId: row.meetingId,
    before: row.before && showFields(row.before),
    after: showFields(row.after),
  }
}

/** Stored by column; Postgres writes an instant inside JSON as `…+00:00`. What a column holds is left as it is. */
function showFields(stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(stored).map(([column, value]) => {
      const isInstant = /_(time|at)$/.test(column) && typeof value === 'string'
      return [camelCase(column), isInstant ? value.replace(/\+00:00$/, 'Z') : value]
    }),
  )
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
