import type { Rig } from './rig.ts'
import { until } from './until.ts'

const mirrored = [
  'meetings',
  'clients',
  'meeting_clients',
  'scheduled_events',
  'meeting_invitees',
  'meeting_accounts',
  'changes',
]

/**
 * Rows written to the mirror since the database was made, by table. Stops the engine: Postgres counts what a session
 * did at the latest when the session ends.
 */
export async function rowsWritten(rig: Rig): Promise<Record<string, number>> {
  await rig.sync.stop()
  await until('the end of every session', async () => {
    const { rows } = await rig.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'watcher' AND pid <> pg_backend_pid()
         AND backend_type = 'client backend' AND query NOT LIKE '%pg_stat%'`,
    )
    return rows.length === 0
  })
  const { rows } = await rig.pool.query<{ relname: string; written: string }>(
    `SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS written FROM pg_stat_user_tables WHERE relname = ANY($1)`,
    [mirrored],
  )
  return Object.fromEntries(rows.map(({ relname, written }) => [relname, Number(written)]))
}
