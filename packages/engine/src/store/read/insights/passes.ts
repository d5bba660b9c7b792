import type { Transaction } from '../../database.ts'
import { requestOf } from '../request-of.ts'
import { cellOf, type Span } from './span.ts'

/** What an account's checks of one cell came to. */
export interface AccountCell {
  readonly cell: number
  /** The worst: 5 failed, 4 partial, 3 waiting, 2 running or queued, 1 succeeded; 0: nothing but single re-reads. */
  readonly rank: number
  readonly runId: string | null
  readonly new: number
  readonly updated: number
  readonly deleted: number
  readonly requests: number
  /** Calls of single re-reads included. */
  readonly calls: number
  readonly durationMs: number | null
}

/** Checks of whole ranges; single meetings read again are no pass. */
export const passTriggers = `('schedule', 'manual', 'operator', 'import', 'gap')`

/** By cell and account. */
export async function readPasses(tx: Transaction, userId: string, span: Span): Promise<AccountCell[]> {
  return tx.query<AccountCell>(statement, [userId, span.from, span.to, span.cellSeconds])
}

/** $1 user, $2 from, $3 to, $4 seconds of a cell. Leans on account_runs_by_user. */
const statement = `
  WITH mine AS (
    SELECT r.*, ${cellOf('r.queued_at', { from: '$2', cell: '$4' })} AS cell, r.trigger IN ${passTriggers} AS is_pass,
      CASE r.state WHEN 'failed' THEN 5 WHEN 'partial' THEN 4 WHEN 'waiting' THEN 3 WHEN 'succeeded' THEN 1 ELSE 2 END AS rank
    FROM calendly_sync.account_runs r
    WHERE r.user_id = $1 AND r.queued_at >= $2::timestamptz AND r.queued_at < $3::timestamptz
  ),
  cells AS (
    SELECT cell, coalesce(max(rank) FILTER (WHERE is_pass), 0) AS rank,
      (array_agg(id ORDER BY rank DESC, queued_at DESC) FILTER (WHERE is_pass))[1] AS worst,
      coalesce(sum(new_count) FILTER (WHERE is_pass), 0)::int AS new,
      coalesce(sum(updated_count) FILTER (WHERE is_pass), 0)::int AS updated,
      coalesce(sum(deleted_count) FILTER (WHERE is_pass), 0)::int AS deleted,
      coalesce(sum(requests) FILTER (WHERE is_pass), 0)::int AS requests, sum(requests)::int AS calls,
      (max(extract(epoch FROM finished_at - started_at)) FILTER (WHERE is_pass) * 1000)::float8 AS duration_ms
    FROM mine GROUP BY cell, account_id
  )
  SELECT cell, rank, ${requestOf('worst')} AS "runId",
    new, updated, deleted, requests, calls, round(duration_ms)::float8 AS "durationMs"
  FROM cells ORDER BY cell`
