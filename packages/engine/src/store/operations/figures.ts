import type { AccountState, Instant } from '../../contract.ts'
import type { Mute, OperationsView, StuckRun } from '../../contract-operations.ts'
import type { Database, Transaction } from '../database.ts'

/** How the installation is doing, as it lies in the tables. */
export interface Figures extends Pick<OperationsView, 'queue' | 'inbox' | 'workers' | 'stuck' | 'mutes'> {
  readonly pausedSince: Instant | null
  readonly users: number
  readonly states: readonly { readonly state: AccountState; readonly count: number }[]
  readonly problems: readonly ProblemRow[]
  readonly failedRuns: readonly FailedRunsRow[]
  readonly budgets: readonly BudgetRow[]
}

/** Accounts that have a problem now. */
export interface ProblemRow {
  readonly code: string
  readonly message: string | null
  readonly accounts: number
  readonly since: Instant | null
}

/** Runs that ended with a code in one hour; 0 is the present one. */
export interface FailedRunsRow {
  readonly code: string
  readonly message: string | null
  readonly hoursAgo: number
  readonly count: number
}

export interface BudgetRow {
  readonly key: string
  readonly used: number
  readonly limit: number
}

/** @param intervalMs - of the installation's grid: a run that waits for longer is stuck. */
export async function operationFigures(database: Database, intervalMs: number): Promise<Figures> {
  return database.transaction('installation', async (tx) => {
    const [row] = await tx.query<{ pausedSince: Instant | null; users: number }>(single)
    return {
      pausedSince: row?.pausedSince ?? null,
      users: row?.users ?? 0,
      states: await tx.query<Figures['states'][number]>(states),
      problems: await tx.query<ProblemRow>(problems),
      failedRuns: await tx.query<FailedRunsRow>(failedRuns),
      queue: await only(tx, queue, { waiting: 0, running: 0, oldestSeconds: null }),
      inbox: await only(tx, inbox, { waiting: 0, failed: 0, oldestSeconds: null }),
      budgets: await tx.query<BudgetRow>(budgets),
      workers: await tx.query<OperationsView['workers'][number]>(workers),
      stuck: await tx.query<StuckRun>(stuck, [intervalMs]),
      mutes: await tx.query<Mute>(mutes),
    }
  })
}

/** How much of these buckets was taken. */
export async function bucketsUsed(database: Database, keys: readonly string[]): Promise<BudgetRow[]> {
  return database.query<BudgetRow>('installation', `${bucketUse} WHERE key = ANY ($1::text[])`, [keys])
}

async function only<Row extends object>(tx: Transaction, text: string, none: Row): Promise<Row> {
  const [row] = await tx.query<Row>(text)
  return row ?? none
}

const single = `
  SELECT (SELECT value ->> 'since' FROM calendly_sync.settings WHERE name = 'pause') AS "pausedSince",
    (SELECT count(DISTINCT user_id)::int FROM calendly_sync.accounts) AS users`

const states = 'SELECT state, count(*)::int AS count FROM calendly_sync.accounts GROUP BY state'

const problems = `
  SELECT problem ->> 'code' AS code, min(problem ->> 'message') AS message, count(*)::int AS accounts,
    min(problem ->> 'since') AS since
  FROM calendly_sync.accounts WHERE problem IS NOT NULL AND state <> 'paused' GROUP BY 1`

/** Leans on account_runs_troubled. */
const failedRuns = `
  SELECT coalesce(errors -> -1 ->> 'code', 'unknown') AS code, min(errors -> -1 ->> 'message') AS message,
    floor(extract(epoch FROM now() - finished_at) / 3600)::int AS "hoursAgo", count(*)::int AS count
  FROM calendly_sync.account_runs
  WHERE state IN ('partial', 'failed') AND finished_at > now() - interval '24 h' GROUP BY 1, 3`

/** Leans on account_runs_unfinished. */
const queue = `
  SELECT count(*) FILTER (WHERE state = 'queued')::int AS waiting, count(*) FILTER (WHERE state <> 'queued')::int AS running,
    floor(extract(epoch FROM now() - min(queued_at) FILTER (WHERE state = 'queued')))::float8 AS "oldestSeconds"
  FROM calendly_sync.account_runs WHERE finished_at IS NULL`

/** Leans on webhook_deliveries_due and webhook_deliveries_failed. */
const inbox = `
  SELECT count(*)::int AS waiting, floor(extract(epoch FROM now() - min(received_at)))::float8 AS "oldestSeconds",
    (SELECT count(*)::int FROM calendly_sync.webhook_deliveries WHERE outcome = 'failed') AS failed
  FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL`

/** Buckets with what was taken of them in this minute. */
const bucketUse = `
  SELECT key, (state ->> 'limitPerMinute')::float8 AS limit,
    CASE WHEN (state ->> 'minute')::float8 = floor(extract(epoch FROM now()) / 60) THEN (state ->> 'taken')::float8 ELSE 0 END AS used
  FROM calendly_sync.budgets`

const budgets = `SELECT * FROM (${bucketUse}) b ORDER BY used / greatest(b.limit, 1) DESC, key LIMIT 100`

const workers = `
  SELECT id, started_at AS "startedAt", heartbeat_at AS "lastSeenAt" FROM calendly_sync.workers
  ORDER BY heartbeat_at DESC LIMIT 100`

/** $1 milliseconds of an interval. Leans on account_runs_unfinished. */
const stuck = `
  SELECT id AS "accountRunId", account_id AS "accountId", user_id AS "userId", state,
    CASE WHEN lease_until < now() THEN 'lease' ELSE 'waiting' END AS why,
    CASE WHEN lease_until < now() THEN lease_until ELSE queued_at END AS since
  FROM calendly_sync.account_runs
  WHERE finished_at IS NULL
    AND (lease_until < now() OR (state = 'queued' AND lease_until IS NULL AND queued_at < now() - $1 * interval '1 ms'))
  ORDER BY queued_at LIMIT 100`

const mutes = `
  SELECT id, code, account_id AS "accountId", until, created_at AS "createdAt" FROM calendly_sync.mutes
  WHERE until > now() ORDER BY until LIMIT 1000`
