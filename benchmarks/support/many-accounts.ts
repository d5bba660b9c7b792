import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { ownCredential } from '../../packages/engine/src/resources/credential.ts'
import { createSecrets } from '../../packages/engine/src/secrets.ts'
import { sealedToken } from '../../packages/engine/src/store/credentials.ts'

const key = randomBytes(32)

/** What the server must be told, so that it can open the tokens of the accounts. */
export const encryptionKeys = `k1:${key.toString('base64')}`

/**
 * Copies the one account that was imported, with all its meetings, to many users: what the first import of each would have
 * written, put into the tables directly. Account `n` mirrors the Calendly user `…/MANY<n>`, with a token of its own: the
 * accounts of one token are read together.
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
     SELECT md5('account ' || n)::uuid, md5('user ' || n)::uuid, $2 || n, organization,
       'pat.' || md5('user ' || n)::uuid || ':' || $2 || n, 'many' || n || '@bench.example', 'user', coverage, now()
     FROM calendly_sync.accounts, generate_series(1, $1::int) n WHERE calendly_user NOT LIKE $2 || '%'`,
    [count.accounts, many],
  )
  await admin.query(
    `INSERT INTO calendly_sync.credentials (credential, user_id, access_token)
     SELECT credential, user_id, access_token FROM json_to_recordset($1::json) AS t(credential text, user_id uuid, access_token text)`,
    [JSON.stringify(Array.from({ length: count.accounts }, (_, n) => tokenOf(n + 1)))],
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

const secrets = createSecrets([{ id: 'k1', key }])

function tokenOf(n: number) {
  const hex = createHash('md5').update(`user ${n}`).digest('hex')
  const user_id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const credential = ownCredential('pat', user_id, `${many}${n}`)
  const access_token = secrets.seal(`token-of-${n}`, sealedToken('access_token')(credential))
  return { credential, user_id, access_token }
}

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
