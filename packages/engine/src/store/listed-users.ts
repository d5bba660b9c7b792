import type { Database } from './database.ts'

/*
 * Users as the host application's own list names them. The list vouches for their addresses. Whom it no longer names
 * keeps every row, and the accounts that the installation's token reads for them are withheld until it names them again.
 */

export interface ListedUser {
  readonly id: string
  readonly email: string | null
  readonly emailKey: string | null
}

/** Writes a page of the list; who is known as listed already is left alone. @returns how many were new or differed. */
export async function saveListed(database: Database, users: readonly ListedUser[]): Promise<number> {
  const rows = await database.query(
    'installation',
    `INSERT INTO calendly_sync.users (id, email, email_key, email_vouched, is_listed)
     SELECT l.id, l.email, l."emailKey", true, true
     FROM json_to_recordset($1::json) AS l(id uuid, email text, "emailKey" text)
     WHERE NOT EXISTS (SELECT FROM calendly_sync.users u WHERE u.id = l.id AND u.is_listed
       AND u.email_vouched AND (u.email, u.email_key) IS NOT DISTINCT FROM (l.email, l."emailKey"))
     ORDER BY l.id
     ON CONFLICT (id) DO UPDATE SET email = excluded.email, email_key = excluded.email_key,
       email_vouched = true, is_listed = true
     RETURNING 1`,
    [JSON.stringify(users)],
  )
  return rows.length
}

/** Marks who is not among these as no longer listed. @returns how many were until now. */
export async function markUnlisted(database: Database, ids: readonly string[]): Promise<number> {
  const rows = await database.query(
    'installation',
    `UPDATE calendly_sync.users u SET is_listed = false
     WHERE is_listed AND NOT EXISTS (SELECT FROM unnest($1::uuid[]) l(id) WHERE l.id = u.id) RETURNING 1`,
    [ids],
  )
  return rows.length
}

/** Whether the list has ever named anybody whom it was not to lose since. */
export async function hasListed(database: Database): Promise<boolean> {
  const rows = await database.query('installation', 'SELECT FROM calendly_sync.users WHERE is_listed LIMIT 1')
  return rows.length > 0
}
