import type { AccountState, Problem } from '../contract.ts'
import { isOwnCredential } from '../resources/credential.ts'
import { noteInAudit } from './audit.ts'
import type { Database, Transaction } from './database.ts'
import { type Fence, holdFence } from './fence.ts'
import type { Withheld } from './withheld.ts'

/** An account as the flows need it: whose meetings, read with which token, how far. */
export interface Account {
  readonly id: string
  readonly user_id: string
  readonly calendly_user: string
  readonly organization: string | null
  readonly credential: string
  readonly email: string | null
  readonly name: string | null
  readonly role: string | null
  readonly plan: string | null
  readonly scopes: readonly string[] | null
  readonly state: AccountState
  readonly problem: Problem | null
  /** Null: the installation's grid. */
  readonly interval_ms: number | null
  readonly next_sync_at: string | null
  readonly last_synced_at: string | null
  readonly coverage: readonly CoverageRow[]
  readonly brake_since: string | null
  readonly is_staff_stale: boolean
  /** Every Calendly user that is connected for this user of ours, this account's own among them. */
  readonly calendly_users: readonly string[]
  /** Others that the transaction covers are read with the same token. */
  readonly reads_for_others: boolean
  /** Since when webhooks may be missing, until a run has read from there. */
  readonly gap_since: string | null
  /** Why it is paused and stays so whoever resumes it; null: nobody keeps it from being synced. */
  readonly withheld: Withheld | null
  readonly withheld_at: string | null
  readonly created_at: string
}

/** A segment of coverage as stored, epoch milliseconds. */
export interface CoverageRow {
  readonly fromMs: number
  readonly toMs: number
  readonly asOfMs: number
}

const columns = `id, user_id, calendly_user, organization, credential, email, name, role, plan, scopes, state, problem,
  (extract(epoch FROM sync_interval) * 1000)::float8 AS interval_ms, next_sync_at, last_synced_at, coverage, brake_since,
  coalesce(staff_read_at < now() - interval '1 day', true) AS is_staff_stale, gap_since, withheld, withheld_at, created_at,
  (SELECT array_agg(o.calendly_user) FROM calendly_sync.accounts o WHERE o.user_id = accounts.user_id) AS calendly_users,
  EXISTS (SELECT FROM calendly_sync.accounts o WHERE o.credential = accounts.credential
    AND o.calendly_user <> accounts.calendly_user) AS reads_for_others`

/** Every account of these users, or of everybody, oldest first. */
export async function listAccounts(
  database: Database,
  who: readonly string[] | 'everyone',
): Promise<Account[]> {
  return database.query<Account>(
    who === 'everyone' ? 'installation' : who,
    `SELECT ${columns} FROM calendly_sync.accounts WHERE $1::uuid[] IS NULL OR user_id = ANY ($1)
       ORDER BY created_at, id`,
    [who === 'everyone' ? null : who],
  )
}

export async function findAccount(database: Database, id: string): Promise<Account | undefined> {
  const [account] = await findAccounts(database, [id])
  return account
}

export async function findAccounts(database: Database, ids: readonly string[]): Promise<Account[]> {
  return database.query<Account>(
    'installation',
    `SELECT ${columns} FROM calendly_sync.accounts WHERE id = ANY($1::uuid[])`,
    [ids],
  )
}

/** Notes which role a token's own user has in the organization now; null: none that can be seen. */
export async function saveRole(database: Database, account: Account, role: string | null): Promise<void> {
  await database.query(
    [account.user_id],
    'UPDATE calendly_sync.accounts SET role = $2 WHERE id = $1 AND role IS DISTINCT FROM $2',
    [account.id, role],
  )
}

export interface Connection {
  readonly userId: string
  readonly calendlyUser: string
  readonly organization: string | null
  readonly credential: string
  readonly email: string | null
  readonly name: string | null
  readonly role: string | null
  readonly timezone: string | null
  /** Of the organization, as far as it is known. */
  readonly plan?: string | null
  /** Of the token; null or absent: Calendly does not tell. */
  readonly scopes?: readonly string[] | null
}

/**
 * Connects a Calendly user to a user of ours, or refreshes what is known of an account that is connected already.
 * A new account takes its place on the grid; its first import, which does not wait for that, is the caller's to ask for.
 */
export async function saveAccount(
  tx: Transaction,
  connection: Connection,
): Promise<{ id: string; isNew: boolean; formerCredential: string | null }> {
  const [former] = await tx.query<{ credential: string }>(
    'SELECT credential FROM calendly_sync.accounts WHERE user_id = $1 AND calendly_user = $2 FOR UPDATE',
    [connection.userId, connection.calendlyUser],
  )
  const [row] = await tx.query<{ id: string; is_new: boolean }>(
    `INSERT INTO calendly_sync.accounts AS a
         (user_id, calendly_user, organization, credential, email, name, role, timezone, plan, scopes, next_sync_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11, (SELECT anchor + greatest(0, ceil(extract(epoch FROM now() - anchor) * 1000 / step_ms)) * step_ms * interval '1 ms'
         FROM (SELECT (value ->> 'anchor')::timestamptz AS anchor, (value ->> 'intervalMs')::float8 AS step_ms
           FROM calendly_sync.settings WHERE name = 'grid') grid))
       ON CONFLICT (user_id, calendly_user) DO UPDATE SET organization = excluded.organization,
         credential = excluded.credential, email = excluded.email, name = excluded.name, role = excluded.role,
         timezone = excluded.timezone, plan = coalesce(excluded.plan, a.plan), scopes = excluded.scopes,
         state = CASE WHEN a.state IN ('reconnect', 'limited') OR $10 AND a.withheld IS NOT NULL THEN 'active' ELSE a.state END,
         problem = CASE WHEN a.state IN ('reconnect', 'limited') OR $10 AND a.withheld IS NOT NULL THEN NULL ELSE a.problem END,
         withheld = CASE WHEN $10 THEN NULL ELSE a.withheld END, withheld_at = CASE WHEN $10 THEN NULL ELSE a.withheld_at END
       RETURNING id, xmax = 0 AS is_new`,
    [
      connection.userId,
      connection.calendlyUser,
      connection.organization,
      connection.credential,
      connection.email,
      connection.name,
      connection.role,
      connection.timezone,
      connection.plan ?? null,
      isOwnCredential(connection.credential), // nobody keeps a user from what his own token shows
      connection.scopes ?? null,
    ],
  )
  if (!row) throw new Error('an upsert answers one row')
  return { id: row.id, isNew: row.is_new, formerCredential: former?.credential ?? null }
}

/** Notes that a range was read completely; fenced, so that a frozen worker cannot claim what it did not finish. */
export async function saveCoverage(
  database: Database,
  account: Account,
  fence: Fence,
  next: (stored: readonly CoverageRow[]) => readonly CoverageRow[],
): Promise<void> {
  await database.transaction([account.user_id], async (tx) => {
    await holdFence(tx, fence)
    const [row] = await tx.query<{ coverage: CoverageRow[] }>(
      'SELECT coverage FROM calendly_sync.accounts WHERE id = $1 FOR UPDATE',
      [account.id],
    )
    if (!row) return
    const coverage = JSON.stringify(next(row.coverage))
    await tx.query('UPDATE calendly_sync.accounts SET coverage = $2 WHERE id = $1', [account.id, coverage])
  })
}

/** What a finished run says about its account. A pause that was asked for meanwhile stays. */
export async function saveOutcome(
  tx: Transaction,
  accountId: string,
  outcome: {
    readonly state: Exclude<AccountState, 'paused'>
    readonly problem: Omit<Problem, 'since'> | null
    readonly isComplete: boolean
  },
): Promise<void> {
  await tx.query(
    `UPDATE calendly_sync.accounts SET
       state = CASE WHEN state = 'paused' THEN state ELSE $2 END,
       problem = CASE WHEN $3::jsonb IS NULL THEN NULL ELSE $3::jsonb || jsonb_build_object('since',
         CASE WHEN problem ->> 'code' = $3::jsonb ->> 'code' THEN problem ->> 'since'
         ELSE to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END) END,
       last_synced_at = CASE WHEN $4 THEN now() ELSE last_synced_at END
     WHERE id = $1`,
    [accountId, outcome.state, outcome.problem ? JSON.stringify(outcome.problem) : null, outcome.isComplete],
  )
}

/** Pauses or resumes; resuming makes the account due at once, unless it is withheld. @returns how many accounts changed. */
export async function setPaused(
  database: Database,
  who: string | 'everyone',
  accountId: string | undefined,
  isPaused: boolean,
): Promise<number> {
  return database.transaction(who === 'everyone' ? 'installation' : [who], async (tx) => {
    const rows = await tx.query<{ id: string; user_id: string; from: string; to: string }>(
      `UPDATE calendly_sync.accounts a SET state = CASE WHEN $1 THEN 'paused' ELSE 'active' END,
         next_sync_at = CASE WHEN $1 THEN next_sync_at ELSE now() END
       FROM (SELECT id, state FROM calendly_sync.accounts
         WHERE ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR user_id = $3) AND (state = 'paused') <> $1
           AND withheld IS NULL ORDER BY id FOR UPDATE) before
       WHERE a.id = before.id RETURNING a.id, a.user_id, before.state AS "from", a.state AS "to"`,
      [isPaused, accountId ?? null, who === 'everyone' ? null : who],
    )
    const action = isPaused ? 'account.paused' : 'account.resumed'
    const actor = who === 'everyone' ? null : who
    for (const { id, user_id, from, to } of rows)
      await noteInAudit(tx, { userId: user_id, actor, action, facts: { accountId: id, from, to } })
    return rows.length
  })
}

/** Gives an account a frequency of its own; null puts it back on the installation's grid. */
export async function setInterval(
  database: Database,
  userId: string,
  accountId: string,
  intervalMs: number | null,
): Promise<boolean> {
  return database.transaction([userId], async (tx) => {
    const [row] = await tx.query<{ from: number | null; to: number | null }>(
      `UPDATE calendly_sync.accounts a SET sync_interval = $2 * interval '1 ms',
         next_sync_at = least(next_sync_at, now() + $2 * interval '1 ms')
       FROM (SELECT id, sync_interval FROM calendly_sync.accounts WHERE id = $1 AND user_id = $3 FOR UPDATE) before
       WHERE a.id = before.id RETURNING (extract(epoch FROM before.sync_interval) / 60)::float8 AS "from",
         (extract(epoch FROM a.sync_interval) / 60)::float8 AS "to"`,
      [accountId, intervalMs, userId],
    )
    // In minutes; null: the installation's own.
    const facts = { accountId, ...row }
    if (row) await noteInAudit(tx, { userId, actor: userId, action: 'account.interval_changed', facts })
    return row !== undefined
  })
}

/**
 * Colleagues of an organization, as far as the token may see them: they are never clients.
 *
 * @param accounts - for which they were read; all of one organization.
 */
export async function saveStaff(
  database: Database,
  accounts: readonly Account[],
  members: readonly {
    readonly user: string
    readonly email: string | null
    readonly emailKey: string | null
  }[],
): Promise<void> {
  await database.transaction('installation', async (tx) => {
    const ids = accounts.map((account) => account.id)
    await tx.query('UPDATE calendly_sync.accounts SET staff_read_at = now() WHERE id = ANY($1::uuid[])', [
      ids,
    ])
    const organization = accounts[0]?.organization
    if (!organization) return
    await tx.query(
      `INSERT INTO calendly_sync.organization_members AS m (organization, calendly_user, email, email_key)
       SELECT $1, t."user", t.email, t."emailKey" FROM json_to_recordset($2::json) AS t("user" text, email text, "emailKey" text)
       ORDER BY t."user"
       ON CONFLICT (organization, calendly_user) DO UPDATE SET email = excluded.email, email_key = excluded.email_key
       WHERE m.email_key IS DISTINCT FROM excluded.email_key`,
      [organization, JSON.stringify(members)],
    )
  })
}

/** How many members an organization has, as far as they were read. */
export async function countMembers(database: Database, organization: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'installation',
    'SELECT count(*)::int FROM calendly_sync.organization_members WHERE organization = $1',
    [organization],
  )
  return row?.count ?? 0
}

/** When deliveries began to be missing, as it is noted at this moment. */
export async function readGap(database: Database, accountId: string): Promise<string | null> {
  const [row] = await database.query<{ gap_since: string | null }>(
    'installation',
    'SELECT gap_since FROM calendly_sync.accounts WHERE id = $1',
    [accountId],
  )
  return row?.gap_since ?? null
}

/** The gap was read; one that was found meanwhile stays. @throws FenceLost */
export async function closeGap(
  database: Database,
  accountId: string,
  fence: Fence,
  since: string,
): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await holdFence(tx, fence)
    await tx.query('UPDATE calendly_sync.accounts SET gap_since = NULL WHERE id = $1 AND gap_since = $2', [
      accountId,
      since,
    ])
  })
}
