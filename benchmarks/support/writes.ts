import type pg from 'pg'

/** What Calendly said and what people see of it: the tables that a quiet tick must leave alone. */
export const mirrorTables: readonly string[] = [
  'scheduled_events',
  'meeting_invitees',
  'meeting_accounts',
  'changes',
  'meetings',
  'clients',
  'meeting_clients',
  'organization_members',
]

/** Rows inserted, updated and deleted by a step, per table. Sessions opened by the step must have ended with it. */
export async function rowsWritten(
  admin: pg.Client,
  step: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const before = await counters(admin)
  await step()
  const after = await counters(admin)
  return new Map([...after].map(([table, count]) => [table, count - (before.get(table) ?? 0)]))
}

async function counters(admin: pg.Client): Promise<Map<string, number>> {
  await waitForSessions(admin)
  const { rows } = await admin.query<{ table: string; count: number }>(
    `SELECT relname AS table, sum(n_tup_ins + n_tup_upd + n_tup_del)::float8 AS count
     FROM pg_stat_user_tables GROUP BY 1 ORDER BY 1`,
  )
  return new Map(rows.map((row) => [row.table, row.count]))
}

/** Sessions hand in their counters while they end, a moment after the client has gone. Those before ours are the launcher's. */
async function waitForSessions(admin: pg.Client): Promise<void> {
  const others = `SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND backend_start >
    (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())`
  while ((await admin.query(others)).rows.length > 0) await admin.query('SELECT pg_sleep(0.05)')
  await admin.query('SELECT pg_stat_clear_snapshot()')
}

/**
 * Does what autovacuum does some time after an import. Without it the first reads after an import tidy its pages
 * (pruning, hint bits), which Postgres logs for the reader though no row is written. Brings pg_walinspect along.
 */
export async function settle(admin: pg.Client): Promise<void> {
  await admin.query('CREATE EXTENSION pg_walinspect')
  await admin.query('VACUUM (FREEZE, ANALYZE)')
  await admin.query('CHECKPOINT')
}

/** After `settle`. Bytes of WAL per table, indexes counted with their table, from this moment to `end`. */
export async function startWalWatch(
  admin: pg.Client,
): Promise<{ end(): Promise<ReadonlyMap<string, number>> }> {
  const from = await position(admin)
  return {
    async end() {
      const to = await position(admin)
      await admin.query('CHECKPOINT') // only WAL that is on disk can be read back
      const { rows } = await admin.query<{ table: string; bytes: number }>(walByTable, [from, to])
      return new Map(rows.map((row) => [row.table, row.bytes]))
    },
  }
}

async function position(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn() AS lsn')
  return rows[0]?.lsn ?? ''
}

/** $1 and $2 WAL positions. A record that touches several blocks (an update to another page) is counted once. */
const walByTable = `
  WITH blocks AS (
    SELECT DISTINCT ON (b.start_lsn) b.start_lsn, b.relfilenode, b.record_length + coalesce(b.block_fpi_length, 0) AS bytes
    FROM pg_get_wal_block_info($1::pg_lsn, $2::pg_lsn, false) b ORDER BY b.start_lsn, b.block_id
  )
  SELECT coalesce(t.relname, c.relname, 'other') AS table, sum(b.bytes)::float8 AS bytes
  FROM blocks b
  LEFT JOIN pg_class c ON pg_relation_filenode(c.oid) = b.relfilenode
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_class t ON t.oid = i.indrelid
  GROUP BY 1 ORDER BY 2 DESC`
