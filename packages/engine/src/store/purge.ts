import type { Database } from './database.ts'

/** Runs are kept this long; what they changed stays in the history of changes. */
const keptDays = 30
const deletedAtATime = 5000

/** Deletes runs past their time, a batch a call, so that no table grows without bound and no lock lasts. */
export async function purgeRuns(database: Database): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await tx.query(
      `DELETE FROM calendly_sync.account_runs WHERE id IN (SELECT id FROM calendly_sync.account_runs
         WHERE finished_at < now() - $1 * interval '1 day' LIMIT $2)`,
      [keptDays, deletedAtATime],
    )
    await tx.query(
      `DELETE FROM calendly_sync.sync_runs WHERE id IN (SELECT id FROM calendly_sync.sync_runs s
         WHERE queued_at < now() - $1 * interval '1 day'
           AND NOT EXISTS (SELECT FROM calendly_sync.sync_run_accounts m WHERE m.run_id = s.id) LIMIT $2)`,
      [keptDays, deletedAtATime],
    )
  })
}
