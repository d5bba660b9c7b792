import type { OperatedAccount, OperatedUser, OperationsQuery } from '../../contract-operations.ts'
import type { Database } from '../database.ts'
import { conditions, wordPatterns } from '../read/conditions.ts'
import { decodeCursor } from '../read/cursor.ts'
import { defaultLimit, page } from '../read/page.ts'

/** An account as the overview needs it, with the token that reads it. */
export type OperatedAccountRow = Omit<OperatedAccount, 'callsLeft'> & { readonly credential: string }

export interface UserRow extends Omit<OperatedUser, 'accounts'> {
  readonly accounts: readonly OperatedAccountRow[]
}

/**
 * Users with accounts, the one whose list is complete up to the oldest moment first.
 *
 * @param moments.windowFromMs - epoch milliseconds up to which an import reaches back (`isImported`).
 * @param moments.nowMs - epoch milliseconds.
 * @throws SyncError `bad_cursor`
 */
export async function listOperatedUsers(
  database: Database,
  query: OperationsQuery,
  moments: { readonly windowFromMs: number; readonly nowMs: number },
): Promise<{ readonly users: readonly UserRow[]; readonly nextCursor: string | null }> {
  const { limit = defaultLimit, cursor, ...filters } = query
  const found = conditions()
  const { windowFromMs, nowMs } = moments
  const [from, now] = [found.bind(windowFromMs), found.bind(nowMs)]
  for (const pattern of wordPatterns(query.q ?? ''))
    found.add('concat_ws($$ $$, u.email, u.name) ILIKE ?', pattern)
  if (query.code !== undefined) found.add('? = ANY (of_user.codes)', query.code)
  if (query.state !== undefined) found.add('? = ANY (of_user.states)', query.state)
  if (cursor !== undefined) {
    const position = decodeCursor(cursor, filters, ['number', 'uuid'])
    found.add('(of_user.worst, of_user.user_id) > (?::float8, ?::uuid)', ...position)
  }
  const text = `
    WITH ${ofAccounts(from, now)}
    SELECT of_user.user_id AS "userId", u.email, of_user.worst,
      CASE WHEN of_user.worst > ${never} AND of_user.worst < ${paused} THEN to_timestamp(of_user.worst / 1000) END AS "worstCompleteAsOf"
    FROM of_user LEFT JOIN calendly_sync.users u ON u.id = of_user.user_id
    WHERE ${found.where} ORDER BY of_user.worst, of_user.user_id LIMIT ${found.bind(limit + 1)}`
  return database.transaction('installation', async (tx) => {
    await tx.query(withoutJit)
    const rows = await tx.query<Omit<OperatedUser, 'accounts'> & { worst: number }>(text, found.values)
    const { data, nextCursor } = page(rows, limit, filters, (row) => [String(row.worst), row.userId])
    const accounts = await tx.query<OperatedAccountRow & { user_id: string }>(accountsOf, [
      data.map((row) => row.userId),
      windowFromMs,
      nowMs,
    ])
    const users = data.map(({ worst: _, ...user }) => ({
      ...user,
      accounts: accounts
        .filter((account) => account.user_id === user.userId)
        .map(({ user_id: __, ...account }) => account),
    }))
    return { users, nextCursor }
  })
}

/** Before every moment: not imported yet. After every moment: nobody wants to know. */
const never = -1
const paused = 9_000_000_000_000_000

/** Epoch milliseconds of "complete as of" from what is stored; the rule is `isImported` and `completeAsOf` of the flows. */
const asOf = (from: string, now: string) => `
  SELECT CASE WHEN min(s."fromMs") <= ${from}::float8 AND max(s."toMs") >= ${now}::float8
      AND sum(s."toMs" - s."fromMs") = max(s."toMs") - min(s."fromMs")
    THEN min(s."asOfMs") FILTER (WHERE s."toMs" > ${now}::float8) END AS as_of
  FROM jsonb_to_recordset(a.coverage) AS s("fromMs" float8, "toMs" float8, "asOfMs" float8)`

const ofAccounts = (from: string, now: string) => `
  of_account AS (
    SELECT a.user_id, a.state, a.problem ->> 'code' AS code, moment.as_of
    FROM calendly_sync.accounts a CROSS JOIN LATERAL (${asOf(from, now)}) moment
  ),
  of_user AS (
    SELECT user_id, min(CASE WHEN state = 'paused' THEN ${paused} ELSE floor(coalesce(as_of, ${never})) END)::float8 AS worst,
      array_agg(code) AS codes, array_agg(state) AS states
    FROM of_account GROUP BY user_id
  )`

/** $1 users, $2 and $3 epoch milliseconds. */
const accountsOf = `
  SELECT a.user_id, a.id, a.email, a.state, a.problem ->> 'code' AS problem, a.credential,
    to_timestamp(moment.as_of / 1000) AS "completeAsOf", a.last_synced_at AS "lastSyncedAt",
    CASE WHEN a.state <> 'paused' THEN a.next_sync_at END AS "nextSyncAt", coalesce(h.state, 'off') AS "webhookState"
  FROM calendly_sync.accounts a CROSS JOIN LATERAL (${asOf('$2', '$3')}) moment
  LEFT JOIN calendly_sync.webhook_health h ON h.credential = a.credential
  WHERE a.user_id = ANY ($1::uuid[]) ORDER BY a.created_at, a.id`

/** Postgres takes a list inside each row for a hundred rows, and would compile the statement for longer than it runs. */
const withoutJit = "SELECT set_config('jit', 'off', true)"
