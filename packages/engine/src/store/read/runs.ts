import type { AccountRun, Instant, Page, Run, RunState, Trigger } from '../../contract.ts'
import type { Database, Transaction } from '../database.ts'
import { conditions } from './conditions.ts'
import { decodeCursor } from './cursor.ts'
import { defaultLimit, page } from './page.ts'
import { type RunHead, summariseRun } from './run-summary.ts'

/** Who looks: a user sees the own account runs only; an operator also all of the runs that his trigger made. */
export interface Viewer {
  readonly userId: string
  readonly isOperator: boolean
}

export interface RunQuery {
  readonly accountId?: string
  readonly state?: RunState
  readonly trigger?: Trigger
  /** Queued at or after. */
  readonly from?: Instant
  /** Queued before. */
  readonly to?: Instant
  readonly limit?: number
  readonly cursor?: string
}

/**
 * Runs, newest first, as the viewer may see them.
 *
 * @throws SyncError `bad_cursor`.
 */
export async function listRuns(database: Database, viewer: Viewer, query: RunQuery): Promise<Page<Run>> {
  const { limit = defaultLimit, cursor, ...filters } = query
  const found = conditions()
  if (query.trigger !== undefined) found.add('r.trigger = ?', query.trigger)
  if (query.from !== undefined) found.add('r.queued_at >= ?::timestamptz', query.from)
  if (query.to !== undefined) found.add('r.queued_at < ?::timestamptz', query.to)
  if (query.state !== undefined) found.add('members.state = ?', query.state)
  if (query.accountId !== undefined) found.add('?::uuid = ANY (members.accounts)', query.accountId)
  if (cursor !== undefined) {
    const position = decodeCursor(cursor, filters, ['instant', 'uuid'])
    found.add('(r.queued_at, r.id) < (?::timestamptz, ?::uuid)', ...position)
  }
  const text = `${selectRuns(found.bind(viewer.userId), found.bind(viewer.isOperator))} AND ${found.where}
    ORDER BY r.queued_at DESC, r.id DESC LIMIT ${found.bind(limit + 1)}`
  return database.transaction('installation', async (tx) => {
    const heads = await tx.query<RunHead>(text, found.values)
    const { data, nextCursor } = page(heads, limit, filters, (head) => [head.queuedAt, head.id])
    return { data: await withAccounts(tx, viewer, data), nextCursor }
  })
}

/** @returns undefined when there is no such run, or none that the viewer may see. */
export async function getRun(database: Database, viewer: Viewer, id: string): Promise<Run | undefined> {
  return database.transaction('installation', async (tx) => {
    const heads = await tx.query<RunHead>(`${selectRuns('$1', '$2')} AND r.id = $3`, [
      viewer.userId,
      viewer.isOperator,
      id,
    ])
    const [run] = await withAccounts(tx, viewer, heads)
    return run
  })
}

async function withAccounts(tx: Transaction, viewer: Viewer, heads: readonly RunHead[]): Promise<Run[]> {
  const rows = await tx.query<AccountRun & { runId: string }>(ofAccounts, [
    viewer.userId,
    viewer.isOperator,
    heads.map((head) => head.id),
  ])
  const accounts = new Map<string, AccountRun[]>(heads.map((head) => [head.id, []]))
  for (const { runId, ...account } of rows) accounts.get(runId)?.push(account)
  return heads.map((head) => summariseRun(head, accounts.get(head.id) ?? []))
}

/**
 * A tick over everybody belongs to no user, so row-level security cannot decide here: these statements read for the
 * installation, and this is the one place that says what of it a viewer sees.
 */
const isVisible = (userId: string, isOperator: string) =>
  `(a.user_id = ${userId}::uuid OR (${isOperator}::boolean AND r.requested_by = ${userId}::uuid))`

/** Leans on sync_runs_by_time and the primary key of sync_run_accounts. */
const selectRuns = (userId: string, isOperator: string) => `
  SELECT r.id, r.trigger, r.queued_at AS "queuedAt"
  FROM calendly_sync.sync_runs r CROSS JOIN LATERAL (
    SELECT count(*) AS count, array_agg(a.account_id) AS accounts,
      CASE WHEN count(*) = 0 THEN 'succeeded'
        WHEN bool_or(a.state = 'running') THEN 'running'
        WHEN bool_or(a.state = 'waiting') THEN 'waiting'
        WHEN bool_or(a.state = 'queued') THEN 'queued'
        WHEN bool_and(a.state = 'succeeded') THEN 'succeeded'
        WHEN bool_and(a.state = 'failed') THEN 'failed'
        ELSE 'partial' END AS state
    FROM calendly_sync.sync_run_accounts ra JOIN calendly_sync.account_runs a ON a.id = ra.account_run_id
    WHERE ra.run_id = r.id AND ${isVisible(userId, isOperator)}
  ) members
  WHERE (members.count > 0 OR ${userId}::uuid IN (r.user_id, r.requested_by))`

/** $1 viewer, $2 is he an operator, $3 runs. */
const ofAccounts = `
  SELECT ra.run_id AS "runId", a.id, a.account_id AS "accountId", a.user_id AS "userId", a.trigger, a.state,
    a.new_count AS new, a.updated_count AS updated, a.deleted_count AS deleted, a.unchanged_count AS unchanged,
    CASE WHEN a.state = 'waiting' THEN a.waiting_until END AS "waitingUntil", a.errors, a.requests, a.started_at AS "startedAt", a.finished_at AS "finishedAt", a.progress,
    round(extract(epoch FROM a.finished_at - a.started_at) * 1000)::float8 AS "durationMs"
  FROM calendly_sync.sync_runs r
  JOIN calendly_sync.sync_run_accounts ra ON ra.run_id = r.id
  JOIN calendly_sync.account_runs a ON a.id = ra.account_run_id
  WHERE r.id = ANY($3::uuid[]) AND ${isVisible('$1', '$2')}
  ORDER BY a.queued_at, a.id`
