import type { Database, Transaction } from './database.ts'

export interface User {
  readonly id: string
  readonly email: string | null
  readonly email_key: string | null
  readonly email_vouched: boolean
  /** Whether the host application's own list names the user; null: it never did. */
  readonly is_listed: boolean | null
  /** Has disconnected the own account; nobody is looked for by the address any more. */
  readonly declines_match: boolean
  readonly created_at: string
}

/** Of `calendly_sync.users`. */
export const userColumns = 'id, email, email_key, email_vouched, is_listed, declines_match, created_at'

/**
 * Makes or refreshes a user of ours. Whom the host application's list names, or named once, it alone describes.
 *
 * @returns the user, and whether no account need be looked for: there is one, or none is wanted.
 */
export async function saveUser(
  database: Database,
  user: {
    readonly id: string
    readonly email: string | null
    readonly emailKey: string | null
    readonly isEmailVouched: boolean
    readonly name: string | null
  },
): Promise<User & { readonly is_settled: boolean }> {
  const [row] = await database.transaction('installation', async (tx) => {
    await tx.query(
      `INSERT INTO calendly_sync.users AS u (id, email, email_key, email_vouched, name) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, last_seen_at = now(),
         email = CASE WHEN u.is_listed IS NULL THEN excluded.email ELSE u.email END,
         email_key = CASE WHEN u.is_listed IS NULL THEN excluded.email_key ELSE u.email_key END,
         email_vouched = CASE WHEN u.is_listed IS NULL THEN excluded.email_vouched ELSE u.email_vouched END
       WHERE u.name IS DISTINCT FROM excluded.name OR u.last_seen_at < now() - interval '1 hour' OR
         (u.is_listed IS NULL AND (u.email, u.email_key, u.email_vouched) IS DISTINCT FROM
           (excluded.email, excluded.email_key, excluded.email_vouched))`,
      [user.id, user.email, user.emailKey, user.isEmailVouched, user.name],
    )
    return tx.query<User & { is_settled: boolean }>(
      `SELECT ${userColumns},
         EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.user_id = u.id) OR declines_match AS is_settled
       FROM calendly_sync.users u WHERE id = $1`,
      [user.id],
    )
  })
  if (!row) throw new Error('an upsert answers one row')
  return row
}

/** What is known of these users; of what is no id nothing is. */
export async function findUsers(database: Database, ids: readonly string[]): Promise<User[]> {
  const uuids = ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
  return database.query<User>(
    'installation',
    `SELECT ${userColumns} FROM calendly_sync.users WHERE id = ANY ($1::uuid[])`,
    [uuids],
  )
}

/** Users with this address. */
export async function findUsersByEmail(database: Database, emailKey: string): Promise<User[]> {
  return database.query<User>(
    'installation',
    `SELECT ${userColumns} FROM calendly_sync.users WHERE email_key = $1 ORDER BY created_at, id`,
    [emailKey],
  )
}

/** The user has disconnected: the installation's token does not take him back by itself. */
export async function declineMatch(tx: Transaction, userId: string): Promise<void> {
  await tx.query('UPDATE calendly_sync.users SET declines_match = true WHERE id = $1', [userId])
}

/** The user was linked after all, by hand. */
export async function acceptMatch(tx: Transaction, userId: string): Promise<void> {
  await tx.query('UPDATE calendly_sync.users SET declines_match = false WHERE id = $1 AND declines_match', [
    userId,
  ])
}

/** Facts of the installation that outlive a process, by name. */
export async function readSetting<Value>(database: Database, name: string): Promise<Value | undefined> {
  const [row] = await database.query<{ value: Value }>(
    'installation',
    'SELECT value FROM calendly_sync.settings WHERE name = $1',
    [name],
  )
  return row?.value
}

export async function saveSetting(database: Database, name: string, value: unknown): Promise<void> {
  await database.query(
    'installation',
    `INSERT INTO calendly_sync.settings AS s (name, value) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE s.value <> excluded.value`,
    [name, JSON.stringify(value)],
  )
}
