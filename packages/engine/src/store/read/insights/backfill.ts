import type { RunProgress } from '../../../contract.ts'
import type { Transaction } from '../../database.ts'

export interface ProgressRow {
  readonly accountId: string
  readonly progress: RunProgress
  /** Since it was first taken up. */
  readonly elapsedSeconds: number
}

/** How far the user's runs are that are under way. */
export async function readProgress(tx: Transaction, userId: string): Promise<ProgressRow[]> {
  return tx.query<ProgressRow>(
    `SELECT account_id AS "accountId", progress, greatest(0, extract(epoch FROM now() - started_at))::float8 AS "elapsedSeconds"
     FROM calendly_sync.account_runs
     WHERE user_id = $1 AND finished_at IS NULL AND started_at IS NOT NULL AND jsonb_typeof(progress) = 'object'
     ORDER BY started_at, id`,
    [userId],
  )
}
