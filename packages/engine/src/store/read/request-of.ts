/**
 * SQL of the request that an account's run is shown under, when it has served several: the user's own goes before a tick over
 * everybody (which belongs to no user, so that row-level security hides when it was asked for), the earlier before the later.
 *
 * @param accountRun - SQL of its id.
 */
export const requestOf = (accountRun: string) =>
  `(SELECT m.run_id FROM calendly_sync.sync_run_accounts m LEFT JOIN calendly_sync.sync_runs q ON q.id = m.run_id
    WHERE m.account_run_id = ${accountRun} ORDER BY q.user_id IS NULL, q.queued_at, m.run_id LIMIT 1)`
