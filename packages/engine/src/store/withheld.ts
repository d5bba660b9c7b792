import { noteInAudit } from './audit.ts'
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
  return database.transaction('installation', async (tx) => {
    const [account] = await tx.query<{ user_id: string }>(
      `UPDATE calendly_sync.accounts SET state = 'paused', withheld = 'unlinked', withheld_at = now()
       WHERE id = $1 AND withheld IS DISTINCT FROM 'unlinked' RETURNING user_id`,
      [accountId],
    )
    if (account)
      await noteInAudit(tx, {
        userId: account.user_id,
        actor: null,
        action: 'account.unlinked',
        facts: { accountId },
      })
    return account !== undefined
  })
}

/** An account was linked by hand; if it was unlinked before, it is due at once. */
export async function relinkAccount(database: Database, userId: string, accountId: string): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await tx.query(
      `UPDATE calendly_sync.accounts SET state = 'active', problem = NULL, next_sync_at = now(),
         withheld = NULL, withheld_at = NULL WHERE id = $1 AND withheld = 'unlinked'`,
      [accountId],
    )
    await noteInAudit(tx, { userId, actor: null, action: 'account.linked', facts: { accountId } })
  })
}
