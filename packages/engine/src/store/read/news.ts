import type { Transaction } from '../database.ts'

/** How far somebody has read a user's changes; `after` null: he has just come. */
export interface ReaderPlace {
  readonly userId: string
  readonly after: string | null
}

export interface ChangesAfter extends ReaderPlace {
  /** Number of the user's newest change; `0` when there is none. */
  readonly newest: string
  /** Oldest first. */
  readonly changes: readonly { readonly seq: number; readonly kind: string; readonly meetingId: string }[]
}

/** A thing of a user's, and a text that differs whenever what people see of it does. */
export interface Version {
  readonly userId: string
  readonly id: string
  readonly version: string
  /** Nothing will happen to it any more. */
  readonly isOver: boolean
}

/** What lies beyond each place, `limit` changes at most; one question for any number of readers. */
export async function changesAfter(
  tx: Transaction,
  places: readonly ReaderPlace[],
  limit: number,
): Promise<ChangesAfter[]> {
  return tx.query<ChangesAfter>(beyond, [
    places.map((place) => place.userId),
    places.map((place) => place.after),
    limit,
  ])
}

/** The runs of these users that are under way or have ended within the last minute. */
export async function runVersions(tx: Transaction, users: readonly string[]): Promise<Version[]> {
  return tx.query<Version>(ofRuns, [users])
}

export async function accountVersions(tx: Transaction, users: readonly string[]): Promise<Version[]> {
  return tx.query<Version>(ofAccounts, [users])
}

/** The newest delivery of each of these users, if it is of the last minute. */
export async function deliveryVersions(tx: Transaction, users: readonly string[]): Promise<Version[]> {
  return tx.query<Version>(ofDeliveries, [users])
}

/** The incidents of these users that last or have healed within the last minute; operators hear of the installation's as well. */
export async function alertVersions(
  tx: Transaction,
  users: readonly string[],
  operators: readonly string[],
): Promise<Version[]> {
  return tx.query<Version>(ofAlerts, [users, operators])
}

/** $1 users and $2 last numbers seen, side by side; $3 limit. Leans on changes_by_user. */
const beyond = `
  SELECT p.user_id AS "userId", p.after, coalesce(newest.seq, 0)::text AS newest, found.changes
  FROM unnest($1::uuid[], $2::bigint[]) AS p(user_id, after)
  CROSS JOIN LATERAL (
    SELECT max(seq) AS seq FROM calendly_sync.changes WHERE user_id = p.user_id
  ) newest
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('seq', seq, 'kind', kind, 'meetingId', meeting_id) ORDER BY seq), '[]') AS changes
    FROM (
      SELECT seq, kind, meeting_id FROM calendly_sync.changes
      WHERE user_id = p.user_id AND seq > p.after ORDER BY seq LIMIT $3
    ) next
  ) found`

/** $1 users. Leans on account_runs_unfinished and account_runs_finished, hence the two halves. */
const ofRuns = `
  SELECT r.user_id AS "userId", m.run_id AS id, bool_and(r.finished_at IS NOT NULL) AS "isOver",
    md5(string_agg(concat_ws(' ', r.id, r.trigger, r.state, r.new_count, r.updated_count, r.deleted_count,
      r.requests, r.progress, r.finished_at), ',' ORDER BY r.id)) AS version
  FROM (
    SELECT * FROM calendly_sync.account_runs WHERE finished_at IS NULL
    UNION ALL
    SELECT * FROM calendly_sync.account_runs WHERE finished_at > now() - interval '1 min'
  ) r JOIN calendly_sync.sync_run_accounts m ON m.account_run_id = r.id
  WHERE r.user_id = ANY($1::uuid[]) GROUP BY r.user_id, m.run_id`

/** $1 users. */
const ofAccounts = `
  SELECT user_id AS "userId", id, false AS "isOver", md5(concat_ws(' ', email, name, role, state, problem,
    sync_interval, next_sync_at, last_synced_at, coverage)) AS version
  FROM calendly_sync.accounts WHERE user_id = ANY($1::uuid[])`

/** $1 users. Leans on webhook_deliveries_by_time: no more than a minute of it is read. */
const ofDeliveries = `
  SELECT u.user_id AS "userId", d.id, concat_ws(' ', d.outcome, d.seen, d.attempts) AS version, true AS "isOver"
  FROM unnest($1::uuid[]) u(user_id) CROSS JOIN LATERAL (
    SELECT id, outcome, seen, attempts FROM calendly_sync.webhook_deliveries
    WHERE received_at > now() - interval '1 min' AND user_ids @> ARRAY[u.user_id] ORDER BY received_at DESC LIMIT 1
  ) d`

/** $1 users, $2 those of them who operate the installation. Leans on incidents_one_open and incidents_healed. */
const ofAlerts = `
  SELECT coalesce(i.user_id, o.user_id) AS "userId", i.id, concat_ws(' ', i.code, i.healed_at) AS version,
    i.healed_at IS NOT NULL AS "isOver"
  FROM (
    SELECT * FROM calendly_sync.incidents WHERE healed_at IS NULL
    UNION ALL
    SELECT * FROM calendly_sync.incidents WHERE healed_at > now() - interval '1 min'
  ) i LEFT JOIN unnest($2::uuid[]) o(user_id) ON i.user_id IS NULL
  WHERE i.user_id = ANY ($1::uuid[]) OR o.user_id IS NOT NULL`
