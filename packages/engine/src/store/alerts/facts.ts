import type { Problem } from '../../contract.ts'
import type { Transaction } from '../database.ts'

/** An account about which there may be something to say. Moments are epoch milliseconds. */
export interface SuspectAccount {
  readonly id: string
  readonly userId: string
  readonly credential: string
  readonly state: 'active' | 'reconnect' | 'limited' | 'failing'
  readonly problem: Problem | null
  /** Runs that have failed since the problem began; three are as good as any number. */
  readonly failedRuns: number
  readonly lastSyncedMs: number | null
  readonly createdMs: number
  readonly intervalMs: number
  readonly brakeSinceMs: number | null
  /** A notice says that its first import is finished. */
  readonly isImportTold: boolean
}

/** A token whose subscription does not deliver, and the first of its accounts. */
export interface SuspectWebhook {
  readonly credential: string
  readonly accountId: string
  readonly userId: string
  readonly state: 'failing' | 'disabled'
  readonly sinceMs: number
}

/** How things stand, as far as alerts go. */
export interface AlertFacts {
  readonly nowMs: number
  readonly isLocal: boolean
  readonly accounts: readonly SuspectAccount[]
  readonly webhooks: readonly SuspectWebhook[]
  /** Accounts that are not paused. */
  readonly accountCount: number
  /** Somebody has been ticking for longer than an interval, and no operator has stopped the schedule. */
  readonly isTicking: boolean
  /** When the first of the webhooks came that were signed in the future lately. */
  readonly clockSinceMs: number | null
}

/** Those that are worth a look, whoever's they are: in a quiet installation next to none. */
export async function readAlertFacts(
  tx: Transaction,
  options: { readonly nowMs: number; readonly isLocal: boolean; readonly intervalMs: number },
): Promise<AlertFacts> {
  const { nowMs, isLocal, intervalMs } = options
  const [one] = await tx.query<Pick<AlertFacts, 'accountCount' | 'isTicking' | 'clockSinceMs'>>(single, [
    intervalMs,
  ])
  return {
    nowMs,
    isLocal,
    accounts: await tx.query<SuspectAccount>(suspectAccounts, [intervalMs]),
    webhooks: await tx.query<SuspectWebhook>(suspectWebhooks),
    accountCount: one?.accountCount ?? 0,
    isTicking: one?.isTicking ?? false,
    clockSinceMs: one?.clockSinceMs ?? null,
  }
}

const ms = (moment: string) => `(extract(epoch FROM ${moment}) * 1000)::float8`

/**
 * $1 milliseconds of an interval. One who has begun to tick a moment ago finds lists that nobody could keep up meanwhile.
 * Leans on webhook_deliveries_by_time.
 */
const single = `
  SELECT (SELECT count(*)::int FROM calendly_sync.accounts WHERE state <> 'paused') AS "accountCount",
    NOT EXISTS (SELECT FROM calendly_sync.settings WHERE name = 'pause') AND EXISTS (
      SELECT FROM calendly_sync.workers WHERE heartbeat_at > now() - interval '1 min'
        AND started_at < now() - $1 * interval '1 ms') AS "isTicking",
    (SELECT ${ms('min(received_at)')} FROM calendly_sync.webhook_deliveries
      WHERE received_at > now() - interval '15 min' AND caveat = 'clock') AS "clockSinceMs"`

/**
 * $1 milliseconds of an interval. Failed runs are counted only while it is open whether there were enough of them. IN and
 * NOT IN are read into memory once, however little Postgres knows of the table; EXISTS is asked for each account. Leans on
 * account_runs_by_account.
 */
const suspectAccounts = `
  SELECT a.id, a.user_id AS "userId", a.credential, a.state, a.problem, ${ms('a.last_synced_at')} AS "lastSyncedMs",
    ${ms('a.created_at')} AS "createdMs", ${ms('a.brake_since')} AS "brakeSinceMs",
    coalesce(${ms('a.sync_interval')}, $1::float8) AS "intervalMs", told.is_told AS "isImportTold",
    CASE WHEN a.state IN ('failing', 'limited') AND a.id::text NOT IN (
      SELECT subject FROM calendly_sync.incidents WHERE kind = 'failing' AND healed_at IS NULL) THEN (SELECT count(*)::int FROM (
      SELECT FROM calendly_sync.account_runs r WHERE r.account_id = a.id
        AND r.queued_at >= (a.problem ->> 'since')::timestamptz - interval '1 day'
        AND r.finished_at >= (a.problem ->> 'since')::timestamptz AND r.state IN ('partial', 'failed')
      ORDER BY r.queued_at DESC LIMIT 3) r) ELSE 0 END AS "failedRuns"
  FROM calendly_sync.accounts a CROSS JOIN LATERAL (
    SELECT a.created_at < now() - interval '30 days' OR a.last_synced_at IS NULL OR a.id IN (
      SELECT account_id FROM calendly_sync.incidents WHERE kind = 'import' AND account_id IS NOT NULL) AS is_told
  ) told
  WHERE a.state <> 'paused' AND (a.state <> 'active' OR a.brake_since IS NOT NULL OR NOT told.is_told
    OR coalesce(a.last_synced_at, a.created_at) < now() - 3 * coalesce(a.sync_interval, $1 * interval '1 ms'))`

const suspectWebhooks = `
  SELECT h.credential, h.state, first.id AS "accountId", first.user_id AS "userId",
    ${ms('coalesce(h.failing_since, h.disabled_at, h.checked_at, now())')} AS "sinceMs"
  FROM calendly_sync.webhook_health h CROSS JOIN LATERAL (
    SELECT id, user_id FROM calendly_sync.accounts a WHERE a.credential = h.credential AND a.state <> 'paused'
    ORDER BY created_at, id LIMIT 1
  ) first
  WHERE h.state IN ('failing', 'disabled')`
