import pg from 'pg'

/** A check that has been: minutes ago, how it ended, how many meetings were new. */
export interface PastRun {
  readonly minutesAgo: number
  readonly state: 'succeeded' | 'partial' | 'failed'
  readonly found?: number
}

/** Enters checks of the past for the only account there is, as the worker would have left them. @returns ids of the runs */
export async function enterPastRuns(
  connectionString: string,
  runs: readonly PastRun[],
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const ids: string[] = []
    for (const run of runs) {
      const { rows } = await client.query<{ id: string }>(statement, [
        run.minutesAgo,
        run.state,
        run.found ?? 0,
        run.state === 'succeeded'
          ? '[]'
          : '[{"code": "unavailable", "message": "Calendly had a fault of its own."}]',
      ])
      ids.push(rows[0]?.id ?? '')
    }
    return ids
  } finally {
    await client.end()
  }
}

/** $1 minutes ago, $2 state, $3 new meetings, $4 errors. */
const statement = `
  WITH moment AS (SELECT now() - $1::int * interval '1 minute' AS at), run AS (
    INSERT INTO calendly_sync.sync_runs (trigger, queued_at) SELECT 'schedule', at FROM moment RETURNING id
  ), part AS (
    INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, new_count, unchanged_count, requests, errors,
      queued_at, started_at, finished_at)
    SELECT a.id, a.user_id, 'schedule', $2, $3::int, 40, 3, $4::jsonb, at, at, at + interval '2.5 s'
    FROM calendly_sync.accounts a, moment RETURNING id, user_id
  )
  INSERT INTO calendly_sync.sync_run_accounts (run_id, account_run_id, user_id)
  SELECT run.id, part.id, part.user_id FROM run, part RETURNING run_id AS id`
