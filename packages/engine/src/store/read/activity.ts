import type { ActivityKind, ActivityOutcome, ActivityQuery } from '../../contract/activity.ts'
import type { Instant } from '../../contract.ts'
import type { Database } from '../database.ts'
import { activitySources } from './activity-sources.ts'
import { type Conditions, conditions, wordPatterns } from './conditions.ts'
import type { Viewer } from './runs.ts'

/** One thing that happened, as it is stored. */
export interface ActivityRow {
  readonly at: Instant
  /** Unique, and in order among those of one moment. */
  readonly key: string
  readonly kind: ActivityKind
  /** Trigger of a run, kind of a delivery, action of an entry in the audit log. */
  readonly subject: string | null
  readonly title: string
  readonly outcome: ActivityOutcome
  readonly state: string | null
  readonly accountId: string | null
  readonly runId: string | null
  readonly deliveryId: string | null
  readonly facts: Readonly<Record<string, unknown>>
}

/** The sort key that a reader has come to. */
export type ActivityPlace = readonly [at: string, key: string]

/** Titles and kinds by subject; what is not in them is called by its own name. */
export interface ActivityNames {
  readonly runs: Readonly<Record<string, string>>
  readonly deliveries: Readonly<Record<string, string>>
  readonly audit: Readonly<Record<string, object>>
}

/**
 * What happened, newest first, as the viewer may see it: the own, and for operators what concerns the installation as a
 * whole and nobody's meetings.
 *
 * @param beyond - where to go on; undefined: at the newest.
 */
export async function readActivity(
  database: Database,
  viewer: Viewer,
  query: Omit<ActivityQuery, 'cursor' | 'limit' | 'fold'>,
  names: ActivityNames,
  { beyond, count }: { readonly beyond: ActivityPlace | undefined; readonly count: number },
): Promise<ActivityRow[]> {
  const found = conditions()
  const bound = {
    userId: found.bind(viewer.userId),
    isOperator: found.bind(viewer.isOperator),
    names: found.bind(JSON.stringify(names)),
  }
  addFilters(found, query, beyond)
  const limit = found.bind(count)
  const parts = activitySources(query.kind, bound).map(
    (source) =>
      `(SELECT * FROM (${source}) s WHERE ${found.where} ORDER BY s.at DESC, s.key DESC LIMIT ${limit})`,
  )
  const text = `SELECT at, key, kind, subject, title, outcome, state, account_id AS "accountId", run_id AS "runId",
      delivery_id AS "deliveryId", facts
    FROM (${parts.join(' UNION ALL ')}) happened
    WHERE ${bound.isOperator}::boolean IS NOT NULL -- not every source asks, and Postgres wants to know each parameter's type
    ORDER BY at DESC, key DESC LIMIT ${limit}`
  return database.query<ActivityRow>('installation', text, found.values)
}

function addFilters(
  found: Conditions,
  { kind, outcome, state, accountId, from, to, q }: ActivityQuery,
  beyond: ActivityPlace | undefined,
): void {
  if (kind !== undefined) found.add('s.kind = ?', kind)
  if (outcome !== undefined) found.add('s.outcome = ?', outcome)
  if (state !== undefined) found.add('s.state = ?', state)
  if (accountId !== undefined) found.add('s.account_id = ?::uuid', accountId)
  if (from !== undefined) found.add('s.at >= ?::timestamptz', from)
  if (to !== undefined) found.add('s.at < ?::timestamptz', to)
  if (q !== undefined)
    found.add(`concat_ws(' ', s.title, s.state, s.words) ILIKE ALL (?::text[])`, wordPatterns(q))
  // The first half is for the index, which knows no key.
  if (beyond !== undefined)
    found.add('s.at <= ?::timestamptz AND (s.at, s.key) < (?::timestamptz, ?::text)', beyond[0], ...beyond)
}
