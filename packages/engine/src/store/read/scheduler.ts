import type { RunProgress, SchedulerStatus } from '../../contract.ts'
import type { Database } from '../database.ts'

/** Whether anybody ticks (a heartbeat younger than a minute), when it last did, and when it will next. */
export async function schedulerFacts(database: Database, intervalMs: number): Promise<SchedulerStatus> {
  const [row] = await database.query<{
    isRunning: boolean
    nextRunAt: string | null
    lastRunAt: string | null
  }>(
    'installation',
    `SELECT EXISTS (SELECT FROM calendly_sync.workers WHERE heartbeat_at > now() - interval '60 s') AS "isRunning",
       (SELECT max(queued_at) FROM calendly_sync.sync_runs WHERE trigger = 'schedule') AS "lastRunAt",
       (SELECT min(next_sync_at) FROM calendly_sync.accounts WHERE state <> 'paused') AS "nextRunAt"`,
  )
  return { isRunning: false, nextRunAt: null, lastRunAt: null, ...row, intervalMinutes: intervalMs / 60_000 }
}

/** How far the unfinished runs of accounts are. */
export async function importProgress(
  database: Database,
  accountIds: readonly string[],
): Promise<Map<string, RunProgress>> {
  if (accountIds.length === 0) return new Map()
  const rows = await database.query<{ account_id: string; progress: RunProgress }>(
    'installation',
    `SELECT account_id, progress FROM calendly_sync.account_runs
     WHERE account_id = ANY($1::uuid[]) AND finished_at IS NULL AND progress IS NOT NULL`,
    [accountIds],
  )
  return new Map(rows.map((row) => [row.account_id, row.progress]))
}

export async function unfinishedRuns(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'installation',
    'SELECT count(*)::int AS count FROM calendly_sync.account_runs WHERE finished_at IS NULL',
  )
  return row?.count ?? 0
}
