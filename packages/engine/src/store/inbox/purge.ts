import type { Database } from '../database.ts'

const deletedAtATime = 5000

/**
 * Deletes deliveries that were settled and last seen more than `keepDays` ago, in batches so that no lock lasts and no
 * table grows without bound. Waiting ones stay, however old.
 *
 * @returns how many were deleted.
 */
export async function purgeDeliveries(database: Database, keepDays: number): Promise<number> {
  for (let deleted = 0; ; ) {
    const rows = await database.query(
      'installation',
      `DELETE FROM calendly_sync.webhook_deliveries WHERE id IN (
         SELECT id FROM calendly_sync.webhook_deliveries
         WHERE received_at < now() - $1 * interval '1 day' AND due_at IS NULL LIMIT $2) RETURNING id`,
      [keepDays, deletedAtATime],
    )
    deleted += rows.length
    if (rows.length < deletedAtATime) return deleted
  }
}
