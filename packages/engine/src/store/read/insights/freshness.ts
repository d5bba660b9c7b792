import type { Transaction } from '../../database.ts'
import { passTriggers } from './passes.ts'
import { cellOf, type Span } from './span.ts'

/** How fresh an account was in one cell. */
export interface FreshnessCell {
  readonly accountId: string
  /** -1: before the span. */
  readonly cell: number
  /** Age of what was complete, just before a check ended: the highest; null: there was nothing before. */
  readonly worstSeconds: number | null
  /** When the newest check that ended in the cell began, epoch seconds: complete as of then. */
  readonly asOf: number
}

/**
 * How fresh the accounts that are not paused were: a check that ended well made the list complete as of its beginning.
 * By cell and account, only where a check ended.
 */
export async function readFreshness(tx: Transaction, userId: string, span: Span): Promise<FreshnessCell[]> {
  return tx.query<FreshnessCell>(statement, [userId, span.from, span.to, span.cellSeconds])
}

/**
 * $1 user, $2 from, $3 to, $4 seconds of a cell. Leans on account_runs_by_user, and account_runs_by_account for the last
 * check before the span. A check takes no longer than a day.
 */
const statement = `
  WITH mine AS (SELECT id FROM calendly_sync.accounts WHERE user_id = $1 AND state <> 'paused'),
  ended AS (
    SELECT r.account_id, r.started_at, r.finished_at FROM calendly_sync.account_runs r
    WHERE r.user_id = $1 AND r.queued_at >= $2::timestamptz - interval '1 day' AND r.queued_at < $3::timestamptz
      AND r.finished_at >= $2::timestamptz AND r.finished_at < $3::timestamptz
      AND r.state = 'succeeded' AND r.trigger IN ${passTriggers} AND r.account_id IN (SELECT id FROM mine)
    UNION ALL
    SELECT mine.id, before.started_at, before.finished_at FROM mine CROSS JOIN LATERAL (
      SELECT r.started_at, r.finished_at FROM calendly_sync.account_runs r
      WHERE r.user_id = $1 AND r.account_id = mine.id AND r.queued_at < $2::timestamptz AND r.finished_at < $2::timestamptz
        AND r.state = 'succeeded' AND r.trigger IN ${passTriggers} ORDER BY r.queued_at DESC LIMIT 1
    ) before
  ),
  gaps AS (
    SELECT account_id, started_at, greatest(-1, ${cellOf('finished_at', { from: '$2', cell: '$4' })}) AS cell,
      extract(epoch FROM finished_at - lag(started_at) OVER (PARTITION BY account_id ORDER BY finished_at)) AS seconds
    FROM ended
  )
  SELECT account_id AS "accountId", cell, max(seconds)::float8 AS "worstSeconds",
    max(extract(epoch FROM started_at))::float8 AS "asOf"
  FROM gaps GROUP BY account_id, cell ORDER BY cell`
