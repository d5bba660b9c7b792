import type { Database } from './database.ts'

/*
 * Accounts that the installation's token must not read for a while, whoever resumes them: of users who left the host
 * application, and those that an operator has unlinked. They are paused and say why; nothing of them is removed.
 */

export type Withheld = 'user_left' | 'unlinked'

/**
 * Withholds the accounts of users whom the host application's list has dropped, and gives back those of users who are
 * named again. An account that somebody has paused stays as it is.
 *
 * @param credential - of the installation's token: what people have connected themselves is their own.
 * @returns the accounts that changed.
 */
export async function withholdUnlisted(
  database: Database,
  credential: string,
): Promise<{ readonly withheld: number; readonly returned: number }> {
  return database.transaction('installation', async (tx) => {
    const withheld = await tx.query(
      `UPDATE calendly_sync.accounts a SET state = 'paused', withheld = 'user_left', withheld_at = now()
       FROM calendly_sync.users u WHERE u.id = a.user_id AND NOT u.is_listed AND a.credential = $1 AND a.state <> 'paused'
       RETURNING 1`,
      [credential],
    )
    const returned = await tx.query(
      `UPDATE calendly_sync.accounts a SET state = 'active', problem = NULL, next_sync_at = now(),
         withheld = NULL, withheld_at = NULL
       FROM calendly_sync.users u WHERE u.id = a.user_id AND u.is_listed AND a.withheld = 'user_left' RETURNING 1`,
    )
    return { withheld: withheld.length, returned: returned.length }
  })
}

/** Withholds an account for good, until it is linked again. @returns false when it was unlinked already. */
export async function unlinkAccount(database: Database, accountId: string): Promise<boolean> {
  const rows = await database.transaction('installation', (tx) =>
    tx.query(
      `UPDATE calendly_sync.accounts SET state = 'paused', withheld = 'unlinked', withheld_at = now()
       WHERE id = $1 AND withheld IS DISTINCT FROM 'unlinked' RETURNING 1`,
      [accountId],
    ),
  )
  return rows.length > 0
}

/** Takes an unlinking back; the account is due at once. */
export async function relinkAccount(database: Database, accountId: string): Promise<void> {
  await database.transaction('installation', (tx) =>
    tx.query(
      `UPDATE calendly_sync.accounts SET state = 'active', problem = NULL, next_sync_at = now(),
         withheld = NULL, withheld_at = NULL WHERE id = $1 AND withheld = 'unlinked'`,
      [accountId],
    ),
  )
}
