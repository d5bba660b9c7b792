import type { Database, Transaction } from './database.ts'

export interface User {
  readonly id: string
  readonly email: string | null
  readonly email_key: string | null
  readonly email_vouched: boolean
}

/** Makes or refreshes a user of ours. @returns the user, and whether no account need be looked for: there is one, or none is wanted. */
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
       ON CONFLICT (id) DO UPDATE SET email = excluded.email, email_key = excluded.email_key,
         email_vouched = excluded.email_vouched, name = excluded.name, last_seen_at = now()
       WHERE (u.email, u.email_key, u.email_vouched, u.name) IS DISTINCT FROM
         (excluded.email, excluded.email_key, excluded.email_vouched, excluded.name) OR u.last_seen_at < now() - interval '1 hour'`,
      [user.id, user.email, user.emailKey, user.isEmailVouched, user.name],
    )
    return tx.query<User & { is_settled: boolean }>(
      `SELECT id, email, email_key, email_vouched,
         EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.user_id = u.id) OR declines_match AS is_settled
       FROM calendly_sync.users u WHERE id = $1`,
      [user.id],
    )
  })
  if (!row) throw new Error('an upsert answers one row')
  return row
}

/** Users whose e-mail may be matched and who have no account yet. */
export async function unmatchedUsers(database: Database): Promise<User[]> {
  return database.transaction('installation', (tx) =>
    tx.query<User>(
      `SELECT id, email, email_key, email_vouched FROM calendly_sync.users u
       WHERE email_vouched AND email_key IS NOT NULL AND NOT declines_match
         AND NOT EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.user_id = u.id) LIMIT 1000`,
    ),
  )
}

/** The user has disconnected from the installation's token, and is not matched again by itself. */
export async function declineMatch(tx: Transaction, userId: string): Promise<void> {
  await tx.query('UPDATE calendly_sync.users SET declines_match = true WHERE id = $1', [userId])
}

/** Facts of the installation that outlive a process, by name. */
export async function readSetting<Value>(database: Database, name: string): Promise<Value | undefined> {
  const [row] = await database.transaction('installation', (tx) =>
    tx.query<{ value: Value }>('SELECT value FROM calendly_sync.settings WHERE name = $1', [name]),
  )
  return row?.value
}

export async function saveSetting(database: Database, name: string, value: unknown): Promise<void> {
  await database.transaction('installation', (tx) =>
    tx.query(
      `INSERT INTO calendly_sync.settings AS s (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE s.value <> excluded.value`,
      [name, JSON.stringify(value)],
    ),
  )
}
