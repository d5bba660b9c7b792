import type { Transaction } from '../../database.ts'
import { cellOf, type Span } from './span.ts'

export interface ChangesCell {
  readonly cell: number
  /** `meeting.created` and the like. */
  readonly kind: string
  readonly count: number
}

/** How many changes of each kind, whatever told of them. */
export async function countChanges(tx: Transaction, userId: string, span: Span): Promise<ChangesCell[]> {
  return tx.query<ChangesCell>(statement, [userId, span.from, span.to, span.cellSeconds])
}

/** $1 user, $2 from, $3 to, $4 seconds of a cell. Leans on changes_by_time. */
const statement = `
  SELECT ${cellOf('c.at', { from: '$2', cell: '$4' })} AS cell, c.kind, count(*)::int AS count
  FROM calendly_sync.changes c WHERE c.user_id = $1 AND c.at >= $2::timestamptz AND c.at < $3::timestamptz
  GROUP BY 1, 2`
