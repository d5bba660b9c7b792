import type { Database } from './database.ts'
import { type User, userColumns } from './users.ts'

/*
 * Users without an account. By e-mail are matched: a vouched-for address, of a user whom the host application's list has
 * not dropped, who has no account and never had one (an unlinked one stays, so that nobody is linked again by itself).
 */

/** Whose address may be matched; `u` is the user. */
const isMatchable = `u.email_vouched AND u.email_key IS NOT NULL AND u.is_listed IS DISTINCT FROM false
  AND NOT u.declines_match
  AND NOT EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.user_id = u.id)`

/** Whether there is anybody to look for. */
export async function isAnybodyMatchable(database: Database): Promise<boolean> {
  const rows = await database.query(
    'installation',
    `SELECT FROM calendly_sync.users u WHERE ${isMatchable} LIMIT 1`,
  )
  return rows.length > 0
}

/** The users who may be matched and have one of these addresses. */
export async function matchableWith(database: Database, emailKeys: readonly string[]): Promise<User[]> {
  return database.query<User>(
    'installation',
    `SELECT ${userColumns} FROM calendly_sync.users u WHERE u.email_key = ANY ($1::text[]) AND ${isMatchable}`,
    [emailKeys],
  )
}

/** Users without any account, matchable or not, oldest first, and how many there are. */
export async function usersWithoutAccount(
  database: Database,
  limit: number,
): Promise<{ readonly users: readonly User[]; readonly count: number }> {
  const without = 'NOT EXISTS (SELECT FROM calendly_sync.accounts a WHERE a.user_id = u.id)'
  return database.transaction('installation', async (tx) => {
    const users = await tx.query<User>(
      `SELECT ${userColumns} FROM calendly_sync.users u WHERE ${without} ORDER BY u.created_at, u.id LIMIT $1`,
      [limit],
    )
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM calendly_sync.users u WHERE ${without}`,
    )
    return { users, count: row?.count ?? users.length }
  })
}
