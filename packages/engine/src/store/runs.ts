import type { RunError, RunProgress, RunState, Trigger } from '../contract.ts'
import { type Database, LostRace, type Transaction } from './database.ts'
import { FenceLost } from './errors.ts'
import type { Fence } from './fence.ts'

/** How long a worker may be silent before another takes its run over. */
export const leaseSeconds = 15

export interface AccountRunRow {
  readonly id: string
  readonly account_id: string
  readonly user_id: string
  readonly trigger: Trigger
}

/** A run that is to be put in line, and the token that it reads with. */
export interface QueuedRun extends AccountRunRow {
  readonly credential: string
}

/**
 * Asks for a run of each account; an account whose run is under way keeps that one, and the request joins it.
 * A re-read of single meetings is no answer to anything but a re-read: it is raised to what is asked for, and its
 * worker, which cannot finish it as a re-read any more, goes on with that.
 *
 * @returns the account runs, new or joined, in the order of `accounts`.
 */
export async function requestAccountRuns(
  tx: Transaction,
  runId: string,
  accounts: readonly { readonly id: string; readonly user_id: string }[],
  trigger: Trigger,
): Promise<(QueuedRun & { readonly is_new: boolean })[]> {
  const ids = accounts.map((account) => account.id)
  const made = await tx.query<{ id: string; is_new: boolean }>(
    `INSERT INTO calendly_sync.account_runs AS r (account_id, user_id, trigger)
     SELECT a.id, a.user_id, $2 FROM json_to_recordset($1::json) AS a(id uuid, user_id uuid) ORDER BY a.id
     ON CONFLICT (account_id) WHERE finished_at IS NULL DO UPDATE SET trigger = excluded.trigger
       WHERE r.trigger = 'reread' AND excluded.trigger <> 'reread'
     RETURNING id, xmax = 0 AS is_new`,
    [JSON.stringify(accounts), trigger],
  )
  const all = await tx.query<QueuedRun>(
    `SELECT r.id, r.account_id, r.user_id, r.trigger, a.credential
     FROM calendly_sync.account_runs r JOIN calendly_sync.accounts a ON a.id = r.account_id
     WHERE r.account_id = ANY($1::uuid[]) AND r.finished_at IS NULL`,
    [ids],
  )
  if (all.length < accounts.length) throw new LostRace() // one ended just now, between the two statements
  await tx.query(
    `INSERT INTO calendly_sync.sync_run_accounts (run_id, account_run_id, user_id)
     SELECT $1, r.id, r.user_id FROM json_to_recordset($2::json) AS r(id uuid, user_id uuid) ON CONFLICT DO NOTHING`,
    [runId, JSON.stringify(all)],
  )
  const news = new Set(made.filter((row) => row.is_new).map((row) => row.id))
  return all.map((row) => ({ ...row, is_new: news.has(row.id) }))
}

/** Makes the run that people see: one request, one tick, one user or everybody. */
export async function createRun(
  tx: Transaction,
  run: {
    readonly trigger: Trigger
    readonly userId: string | null
    readonly requestedBy?: string | undefined
  },
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    'INSERT INTO calendly_sync.sync_runs (trigger, user_id, requested_by) VALUES ($1, $2, $3) RETURNING id',
    [run.trigger, run.userId, run.requestedBy ?? null],
  )
  if (!row) throw new Error('an insert answers one row')
  return row.id
}

/**
 * The run under way that covers all of these accounts, each with its latest run: whoever joins it waits for all that was
 * asked for. The newest of several; a mere re-read is none to join.
 */
export async function runUnderWay(
  tx: Transaction,
  accountIds: readonly string[],
): Promise<string | undefined> {
  const [row] = await tx.query<{ run_id: string }>(
    `SELECT m.run_id FROM unnest($1::uuid[]) asked(id)
     CROSS JOIN LATERAL (SELECT * FROM calendly_sync.account_runs WHERE account_id = asked.id
       ORDER BY queued_at DESC LIMIT 1) r
     JOIN calendly_sync.sync_run_accounts m ON m.account_run_id = r.id
     JOIN calendly_sync.sync_runs s ON s.id = m.run_id
     GROUP BY m.run_id, s.queued_at
     HAVING count(*) = cardinality($1::uuid[]) AND bool_or(r.finished_at IS NULL AND r.trigger <> 'reread')
     ORDER BY s.queued_at DESC LIMIT 1`,
    [accountIds],
  )
  return row?.run_id
}

export type TakenRun = AccountRunRow & { readonly requests: number }

/**
 * Takes a run and others that go with it: free ones, and those whose worker has been silent past its lease. Two workers
 * that want the same ones lock them in the same order, so that one gets all and the other nothing.
 *
 * @param ids - the one that leads first.
 * @returns the runs that are held now, the leading one first; none when another worker holds that one, or it has ended.
 */
export async function acquireRuns(
  database: Database,
  ids: readonly string[],
  holder: string,
): Promise<TakenRun[]> {
  const [lead] = ids
  const rows = await database.query<TakenRun>(
    'installation',
    `WITH free AS (SELECT id FROM calendly_sync.account_runs WHERE id = ANY ($1::uuid[]) AND ${isFree} ORDER BY id FOR UPDATE)
       UPDATE calendly_sync.account_runs r SET state = 'running', holder = $2, started_at = coalesce(started_at, now()),
         lease_until = now() + $3 * interval '1 s'
       FROM free WHERE r.id = free.id AND $4 IN (SELECT id FROM free)
       RETURNING r.id, r.account_id, r.user_id, r.trigger, r.requests`,
    [ids, holder, leaseSeconds, lead],
  )
  return rows.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

const isFree = 'finished_at IS NULL AND (lease_until IS NULL OR lease_until < now())'

/**
 * The free runs of the same tick whose accounts are read with the same token in the same organization, this one among
 * them. Only ticks over everybody are shared: an import, a re-read, and what a person asked for are somebody's own.
 */
export async function runsBeside(
  database: Database,
  accountRunId: string,
): Promise<{ id: string; account_id: string }[]> {
  return database.query<{ id: string; account_id: string }>('installation', beside, [accountRunId])
}

/**
 * $1 run of an account. From the account to those of its token, and to their runs; the other way round it would walk over a
 * tick of everybody for each of its accounts. Leans on accounts_by_credential and account_runs_one_at_a_time; OFFSET 0
 * keeps the planner to it, also when it has seen one token with many accounts.
 */
const beside = `
  SELECT r.id, r.account_id FROM calendly_sync.account_runs own
  JOIN calendly_sync.accounts mine ON mine.id = own.account_id
  CROSS JOIN LATERAL (SELECT a.id FROM calendly_sync.accounts a
    WHERE (a.credential, a.organization) = (mine.credential, mine.organization)
      AND a.sync_interval IS NULL AND a.state <> 'paused' OFFSET 0) a
  CROSS JOIN LATERAL (SELECT id, account_id FROM calendly_sync.account_runs
    WHERE account_id = a.id AND trigger IN ('schedule', 'operator') AND ${isFree} OFFSET 0) r
  WHERE own.id = $1 AND own.trigger IN ('schedule', 'operator') AND EXISTS (
    SELECT FROM calendly_sync.sync_run_accounts m
    JOIN calendly_sync.sync_runs tick ON tick.id = m.run_id AND tick.user_id IS NULL
    JOIN calendly_sync.sync_run_accounts o ON o.run_id = m.run_id
    WHERE m.account_run_id = own.id AND o.account_run_id = r.id)`

export interface Beat {
  readonly state: Extract<RunState, 'running' | 'waiting'>
  readonly requests: number
  readonly progress: RunProgress | null
  /** How much longer it waits for Calendly's limit; 0 when it does not. */
  readonly waitMs: number
}

/**
 * Renews the lease and shows how far the run is; for the runs that it leads as well, whose calls are counted on it.
 *
 * @returns false when none of them is ours any more; one whose account was disconnected ends by its fence.
 */
export async function renewLease(
  database: Database,
  { accountRunId, holder }: Fence,
  beat: Beat,
  led: readonly string[] = [],
): Promise<boolean> {
  const rows = await database.query(
    'installation',
    `UPDATE calendly_sync.account_runs SET lease_until = now() + $3 * interval '1 s', state = $4, progress = $6,
          waiting_until = now() + nullif($8::float8, 0) * interval '1 ms',
         requests = CASE WHEN id = $1 THEN $5 ELSE requests END
       WHERE id = ANY ($7::uuid[]) AND holder = $2 AND finished_at IS NULL RETURNING id`,
    [
      accountRunId,
      holder,
      leaseSeconds,
      beat.state,
      beat.requests,
      JSON.stringify(beat.progress),
      [accountRunId, ...led],
      Math.max(0, beat.waitMs),
    ],
  )
  return rows.length > 0
}

/** Gives an unfinished run back, for another worker or a later start of this one. */
export async function releaseRun(database: Database, fence: Fence): Promise<void> {
  await database.query(
    'installation',
    `UPDATE calendly_sync.account_runs SET state = 'queued', holder = NULL, lease_until = NULL
       WHERE id = $1 AND holder = $2 AND finished_at IS NULL`,
    [fence.accountRunId, fence.holder],
  )
}

/**
 * Ends a run with its counts, which are read from the history it wrote: a resumed run counts each meeting once.
 *
 * @returns the counts; or, when the run was raised from the re-read that its worker did, to what: it goes on then.
 * @throws FenceLost
 */
export async function finishRun(
  tx: Transaction,
  fence: Fence,
  result: {
    /** What was done. */
    readonly trigger: Trigger
    readonly state: 'succeeded' | 'partial' | 'failed'
    readonly errors: readonly RunError[]
    readonly requests: number
    readonly checked: number
  },
): Promise<{ new: number; updated: number; deleted: number } | { raisedTo: Trigger }> {
  // The fence, held for what is written here: the row itself.
  const [run] = await tx.query<{ trigger: Trigger }>(
    'SELECT trigger FROM calendly_sync.account_runs WHERE id = $1 AND holder = $2 AND finished_at IS NULL FOR UPDATE',
    [fence.accountRunId, fence.holder],
  )
  if (!run) throw new FenceLost(fence.accountRunId)
  if (run.trigger !== result.trigger) return { raisedTo: run.trigger }
  const [counts] = await tx.query<{ new: number; updated: number; deleted: number }>(
    `UPDATE calendly_sync.account_runs r SET state = $2, errors = $3, requests = $4, new_count = c.new,
       updated_count = c.updated, deleted_count = c.deleted, progress = NULL, finished_at = clock_timestamp(),
       unchanged_count = greatest(0, $5 - c.new - c.updated - c.deleted), lease_until = NULL
     FROM (${countChanges}) c WHERE r.id = $1 RETURNING c.new, c.updated, c.deleted`,
    [fence.accountRunId, result.state, JSON.stringify(result.errors), result.requests, result.checked],
  )
  if (!counts) throw new Error('the run is locked')
  return counts
}

/** Counts so far, for a run that is being watched. */
export async function saveCounts(database: Database, fence: Fence): Promise<void> {
  await database.query(
    'installation',
    `UPDATE calendly_sync.account_runs r SET new_count = c.new, updated_count = c.updated, deleted_count = c.deleted
       FROM (${countChanges}) c WHERE r.id = $1 AND r.holder = $2 AND r.finished_at IS NULL`,
    [fence.accountRunId, fence.holder],
  )
}

/** $1 run of an account. Each meeting once: what it was before the run against what it is now. */
const countChanges = `
  SELECT count(*) FILTER (WHERE appeared AND NOT is_dead)::int AS new,
    count(*) FILTER (WHERE is_dead AND (appeared OR NOT was_dead))::int AS deleted,
    count(*) FILTER (WHERE NOT appeared AND NOT (is_dead AND NOT was_dead))::int AS updated
  FROM (
    SELECT meeting_id, (array_agg(was_deleted ORDER BY seq))[1] IS NULL AS appeared,
      (array_agg(was_deleted ORDER BY seq))[1] AS was_dead, (array_agg(is_deleted ORDER BY seq DESC))[1] AS is_dead
    FROM calendly_sync.changes WHERE account_run_id = $1 GROUP BY meeting_id
  ) meetings`

/** Runs that nobody holds and no job is left for: their worker died, or gave them back. */
export async function orphanedRuns(database: Database): Promise<QueuedRun[]> {
  return database.query<QueuedRun>(
    'installation',
    `SELECT r.id, r.account_id, r.user_id, r.trigger, a.credential
       FROM calendly_sync.account_runs r JOIN calendly_sync.accounts a ON a.id = r.account_id
       WHERE r.finished_at IS NULL
         AND (r.lease_until < now() OR (r.lease_until IS NULL AND r.queued_at < now() - interval '3 s'))
       LIMIT 1000`,
  )
}
