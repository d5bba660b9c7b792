import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/**
 * Copies the one account that was imported, with all its meetings, to many users: what the first import of each would have
 * written, put into the tables directly. Account `n` mirrors the Calendly user `…/MANY<n>`.
 *
 * @param count.accounts - how many accounts.
 * @param count.mirrored - how many of them, from the first on, get the meetings as well.
 */
export async function copyAccount(
  admin: pg.Client,
  count: { readonly accounts: number; readonly mirrored: number },
): Promise<void> {
  await admin.query('BEGIN') // the worker sees each account with all its meetings, or not at all
  await admin.query(
    `INSERT INTO calendly_sync.users (id, email) SELECT md5('user ' || n)::uuid, 'many' || n || '@bench.example'
     FROM generate_series(1, $1::int) n`,
    [count.accounts],
  )
  await admin.query(
    `INSERT INTO calendly_sync.accounts (id, user_id, calendly_user, organization, credential, email, role, coverage, staff_read_at)
     SELECT md5('account ' || n)::uuid, md5('user ' || n)::uuid, $2 || n, organization, credential,
       'many' || n || '@bench.example', 'user', coverage, now()
     FROM calendly_sync.accounts, generate_series(1, $1::int) n WHERE calendly_user NOT LIKE $2 || '%'`,
    [count.accounts, many],
  )
  for (const [table, owners] of tables) {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT quote_ident(attname) AS name FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
      [table],
    )
    const columns = rows.map(({ name }) => name)
    const values = columns.map((name) => owners[name] ?? `t.${name}`)
    await admin.query(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table} t, generate_series(1, $1::int) n
       WHERE t.user_id = (SELECT user_id FROM calendly_sync.accounts WHERE calendly_user NOT LIKE $2 || '%')`,
      [count.mirrored, many],
    )
  }
  await admin.query('COMMIT')
  await admin.query('VACUUM (ANALYZE)')
}

export const many = 'https://api.calendly.com/users/MANY'

const mine = (column: string) => `md5(t.${column}::text || ' ' || n)::uuid`
const user = "md5('user ' || n)::uuid"
const account = "md5('account ' || n)::uuid"

/** Tables in the order of their references, with the columns that differ from copy to copy. */
const tables: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['calendly_sync.scheduled_events', { id: mine('id'), user_id: user, account_id: account }],
  ['calendly_sync.meeting_invitees', { id: mine('id'), user_id: user, meeting_id: mine('meeting_id') }],
  ['calendly_sync.meeting_accounts', { meeting_id: mine('meeting_id'), user_id: user, account_id: account }],
  ['public.meetings', { id: mine('id'), user_id: user, calendly_account_id: account }],
  ['public.clients', { id: mine('id'), user_id: user }],
  ['public.meeting_clients', { meeting_id: mine('meeting_id'), client_id: mine('client_id'), user_id: user }],
]

/**
 * Makes account `n` due `spacingMs` after account `n - 1`, beginning so long from now, all in one slot of the grid.
 *
 * @returns when the first is due, epoch milliseconds.
 */
export async function makeDue(admin: pg.Client, inMs: number, spacingMs: number): Promise<number> {
  const { rows } = await admin.query<{ begins: string }>(
    `UPDATE calendly_sync.settings SET value = value || jsonb_build_object('anchor', now() + $1 * interval '1 ms')
     WHERE name = 'grid' RETURNING (extract(epoch FROM now()) * 1000 + $1)::text AS begins`,
    [inMs],
  )
  await admin.query(
    `UPDATE calendly_sync.accounts SET next_sync_at = now() + $1 * interval '1 ms'
       + (substr(calendly_user, length($3) + 1)::int - 1) * $2 * interval '1 ms'
     WHERE calendly_user LIKE $3 || '%'`,
    [inMs, spacingMs, many],
  )
  return Number(rows[0]?.begins)
}

/** Waits until the first import of the one account has ended. */
export async function imported(admin: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query(
      "SELECT FROM calendly_sync.account_runs WHERE trigger = 'import' AND state = 'succeeded'",
    )
    if (rows.length > 0) return
    await sleep(100)
  }
}
