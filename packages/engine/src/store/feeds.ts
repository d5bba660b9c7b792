import type { Instant } from '../contract.ts'
import { noteInAudit } from './audit.ts'
import type { Database } from './database.ts'

/*
 * Calendar feeds: one of a user. Who reads one is known by its token alone, so only the installation asks.
 */

/** Keeps the hash of a user's token; the one before opens nothing any more. @param digest - SHA-256 */
export async function saveFeed(database: Database, userId: string, digest: Buffer): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await tx.query(
      `INSERT INTO calendly_sync.calendar_feeds (user_id, digest) VALUES ($1, $2)
       ON CONFLICT (user_id) DO UPDATE SET digest = excluded.digest, created_at = now()`,
      [userId, digest],
    )
    await noteInAudit(tx, { userId, actor: userId, action: 'meetings.feed_opened' })
  })
}

/** @returns false when there was none. */
export async function removeFeed(database: Database, userId: string): Promise<boolean> {
  return database.transaction('installation', async (tx) => {
    const removed = await tx.query(
      'DELETE FROM calendly_sync.calendar_feeds WHERE user_id = $1 RETURNING 1',
      [userId],
    )
    if (removed.length > 0) await noteInAudit(tx, { userId, actor: userId, action: 'meetings.feed_closed' })
    return removed.length > 0
  })
}

/** Since when a user has a feed; null: there is none. */
export async function feedSince(database: Database, userId: string): Promise<Instant | null> {
  const [row] = await database.query<{ created_at: Instant }>(
    'installation',
    'SELECT created_at FROM calendly_sync.calendar_feeds WHERE user_id = $1',
    [userId],
  )
  return row?.created_at ?? null
}

/** Whose feed a token opens. */
export async function feedOwner(database: Database, digest: Buffer): Promise<string | undefined> {
  const [row] = await database.query<{ user_id: string }>(
    'installation',
    'SELECT user_id FROM calendly_sync.calendar_feeds WHERE digest = $1',
    [digest],
  )
  return row?.user_id
}
