import type { Database, Transaction } from './database.ts'
import { leaseSeconds } from './runs.ts'

/*
 * The schedule is data: accounts.next_sync_at. The installation's accounts tick on a common grid (anchor + k × interval),
 * each at its own small offset; an account with an interval of its own ticks by itself.
 */

export interface Grid {
  readonly anchor: string
  readonly intervalMs: number
}

/** An account that is due, and the beginning of its slot on the grid (null: it has an interval of its own). */
export interface DueAccount {
  readonly id: string
  readonly user_id: string
  readonly slot: string | null
}

/**
 * A worker that was heard so long ago may be alive: one that freezes in a transaction can keep all others from their
 * heartbeats until the database ends it, which takes as long as a lease.
 */
const aliveForSeconds = 2 * leaseSeconds

/** Accounts of one slot start this far apart (design, "Passes"), as long as all fit into the interval. */
const spreadMs = 90

/**
 * Lays the grid at the start of a worker: the first tick `delayMs` from now. While other workers are alive their grid
 * stays: laying it anew leaves out what they have not come to yet. Ticks missed while nobody was there are caught up by
 * that first one.
 */
export async function layGrid(
  database: Database,
  workerId: string,
  intervalMs: number,
  delayMs: number,
): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('calendly_sync grid', 0))")
    const alive = await tx.query(
      "SELECT FROM calendly_sync.workers WHERE id <> $1 AND heartbeat_at > now() - $2 * interval '1 s'",
      [workerId, aliveForSeconds],
    )
    const grid = await readGrid(tx)
    if (alive.length > 0 && grid?.intervalMs === intervalMs) return
    await tx.query(
      `INSERT INTO calendly_sync.settings (name, value)
       VALUES ('grid', jsonb_build_object('anchor', now() + $1 * interval '1 ms', 'intervalMs', $2::float8))
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [delayMs, intervalMs],
    )
    await tx.query(
      `UPDATE calendly_sync.accounts SET next_sync_at = now() + $1 * interval '1 ms' + abs(hashtext(id::text))
         % greatest(1, least($2::int, $3 * (SELECT count(*)::int FROM calendly_sync.accounts))) * interval '1 ms'
       WHERE sync_interval IS NULL OR next_sync_at IS NULL`,
      [delayMs, intervalMs, spreadMs],
    )
  })
}

export async function readGrid(tx: Transaction): Promise<Grid | undefined> {
  const [row] = await tx.query<{ value: { anchor: string; intervalMs: number } }>(
    "SELECT value FROM calendly_sync.settings WHERE name = 'grid'",
  )
  return row?.value
}

/**
 * Claims the accounts that are due and sets each one's next time. Who is found late still does its own slot, and then
 * the ones after it (mostly by joining one run); what was missed for more than an interval and more than a minute, while
 * nobody was there, is made up for by one. Runs by the database's clock; what another worker
 * is claiming at this moment is skipped.
 *
 * The accounts that one token reads in its organization are claimed together as soon as one of them is due, and by one
 * worker, for one list serves them all.
 *
 * @param limit - so many, and those that go with them.
 */
export async function claimDue(tx: Transaction, limit: number): Promise<DueAccount[]> {
  return tx.query<DueAccount>(claim, [limit, spreadMs])
}

/**
 * On the grid and not alone with its token: its organization is this worker's until the transaction ends, or it is left
 * alone. A thousand locks do for any number of organizations; two that share one only wait for each other's next look.
 */
const isOursToClaim = `
  CASE WHEN a.sync_interval IS NULL AND EXISTS (SELECT FROM calendly_sync.accounts o
      WHERE (o.credential, o.organization) = (a.credential, a.organization) AND o.id <> a.id)
    THEN pg_try_advisory_xact_lock(hashtext('calendly_sync sweep'), hashtext(a.credential || a.organization) % 500)
    ELSE true END`

/** Operators have stopped the schedule (store/operations/pause.ts). */
const isPausedByOperator = "EXISTS (SELECT FROM calendly_sync.settings WHERE name = 'pause')"

/**
 * $1 how many, $2 ms between two accounts of a slot. Leans on accounts_due and accounts_by_credential. Many accounts are
 * not counted by each claim: what Postgres knows of the table's size is good enough to spread them by.
 */
const claim = `
  WITH grid AS (
    SELECT (value ->> 'anchor')::timestamptz AS anchor, (value ->> 'intervalMs')::float8 * interval '1 ms' AS step
    FROM calendly_sync.settings WHERE name = 'grid'
  ),
  many AS (
    SELECT CASE WHEN reltuples > 1000 THEN reltuples
      ELSE (SELECT count(*) FROM calendly_sync.accounts WHERE sync_interval IS NULL) END AS accounts
    FROM pg_class WHERE oid = 'calendly_sync.accounts'::regclass
  ),
  chosen AS (
    SELECT id, next_sync_at, sync_interval, credential, organization FROM calendly_sync.accounts a
    WHERE next_sync_at <= now() AND state <> 'paused' AND NOT ${isPausedByOperator} AND ${isOursToClaim}
    ORDER BY next_sync_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ),
  beside AS (
    SELECT a.id, a.next_sync_at FROM chosen c
    JOIN calendly_sync.accounts a ON (a.credential, a.organization) = (c.credential, c.organization), grid
    WHERE c.sync_interval IS NULL AND a.sync_interval IS NULL AND a.state <> 'paused'
      AND floor(extract(epoch FROM a.next_sync_at - anchor) / extract(epoch FROM step))
        = floor(extract(epoch FROM c.next_sync_at - anchor) / extract(epoch FROM step))
    FOR UPDATE OF a SKIP LOCKED
  ),
  due AS (SELECT id, next_sync_at FROM chosen UNION SELECT id, next_sync_at FROM beside),
  slots AS (
    SELECT due.id, step, anchor + floor(extract(epoch FROM CASE WHEN next_sync_at > now() - greatest(step, '1 min') THEN next_sync_at ELSE now() END
        - anchor) / extract(epoch FROM step)) * step AS slot,
      least(extract(epoch FROM step) * 1000, (SELECT accounts FROM many) * $2) AS spread_ms
    FROM grid, due
  )
  UPDATE calendly_sync.accounts a SET next_sync_at = CASE
      WHEN a.sync_interval IS NOT NULL THEN a.next_sync_at + a.sync_interval *
        (1 + floor(extract(epoch FROM now() - a.next_sync_at) / extract(epoch FROM a.sync_interval)))
      ELSE s.slot + s.step + (abs(hashtext(a.id::text)) % greatest(s.spread_ms::int, 1)) * interval '1 ms' END
  FROM due LEFT JOIN slots s USING (id) WHERE a.id = due.id
  RETURNING a.id, a.user_id, CASE WHEN a.sync_interval IS NULL THEN s.slot END AS slot`

/** A worker's sign of life; `scheduler/status` says "running" while one is younger than a minute. */
export async function beatWorker(database: Database, workerId: string): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await tx.query(
      `INSERT INTO calendly_sync.workers (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET heartbeat_at = now()`,
      [workerId],
    )
    await tx.query("DELETE FROM calendly_sync.workers WHERE heartbeat_at < now() - interval '1 day'")
  })
}

export async function endWorker(database: Database, workerId: string): Promise<void> {
  await database.query('installation', 'DELETE FROM calendly_sync.workers WHERE id = $1', [workerId])
}

/**
 * The run of a slot: made by whoever claims its first account. @returns its id, and whether this call made it.
 */
export async function slotRun(tx: Transaction, slot: string): Promise<{ id: string; is_new: boolean }> {
  const [made] = await tx.query<{ id: string }>(
    `INSERT INTO calendly_sync.sync_runs (trigger, slot) VALUES ('schedule', $1) ON CONFLICT (slot) DO NOTHING RETURNING id`,
    [slot],
  )
  if (made) return { id: made.id, is_new: true }
  const [known] = await tx.query<{ id: string }>('SELECT id FROM calendly_sync.sync_runs WHERE slot = $1', [
    slot,
  ])
  if (!known) throw new Error('the slot exists, or it was just made')
  return { id: known.id, is_new: false }
}

export interface SlotTotals {
  readonly new: number
  readonly updated: number
  readonly errors: number
}

/**
 * Closes the scheduled runs that an account run was the last of: all their account runs have ended, and no account
 * of the slot is still to be claimed. Each is closed once, by one process.
 */
export async function closeSlots(tx: Transaction, accountRunId: string): Promise<SlotTotals[]> {
  return tx.query<SlotTotals>(close, [accountRunId])
}

/**
 * $1 run of an account. Almost every run finds that it is not the last one, by the first account or run that is left
 * (accounts_due, account_runs_unfinished; the order is the index's, so that it is walked no further than to the first); only
 * the last one adds up what all of them did.
 */
const close = `
  WITH last AS (
    SELECT s.id FROM calendly_sync.sync_run_accounts m
    JOIN calendly_sync.sync_runs s ON s.id = m.run_id AND s.slot IS NOT NULL AND s.announced_at IS NULL
    WHERE m.account_run_id = $1
      AND (SELECT true FROM calendly_sync.accounts
        WHERE sync_interval IS NULL AND next_sync_at <= now() AND state <> 'paused' LIMIT 1) IS NULL
      AND (SELECT true FROM calendly_sync.account_runs r CROSS JOIN LATERAL (
          SELECT FROM calendly_sync.sync_run_accounts o WHERE o.run_id = s.id AND o.account_run_id = r.id OFFSET 0) o
        WHERE r.finished_at IS NULL ORDER BY r.lease_until DESC LIMIT 1) IS NULL
  ),
  closed AS (
    UPDATE calendly_sync.sync_runs s SET announced_at = now() FROM last
    WHERE s.id = last.id AND s.announced_at IS NULL RETURNING s.id
  )
  SELECT sum(r.new_count)::int AS new, sum(r.updated_count)::int AS updated,
    sum(jsonb_array_length(r.errors))::int AS errors
  FROM closed JOIN calendly_sync.sync_run_accounts m ON m.run_id = closed.id
  JOIN calendly_sync.account_runs r ON r.id = m.account_run_id GROUP BY closed.id`

/** Users with an account on the installation's grid. */
export async function countGridUsers(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ users: number }>(
    `SELECT count(DISTINCT user_id)::int AS users FROM calendly_sync.accounts
     WHERE sync_interval IS NULL AND state <> 'paused'`,
  )
  return row?.users ?? 0
}
