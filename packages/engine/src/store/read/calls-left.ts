import type { CallsLeft } from '../../contract/insights.ts'
import { callsLeft, freshPace, type PaceState } from '../../pacing.ts'
import type { Database } from '../database.ts'

/**
 * What is left of this minute's calls, by bucket.
 *
 * @param defaultPerMinute - of a bucket that nothing is known of: nobody has called yet.
 */
export async function readCallsLeft(
  database: Database,
  buckets: readonly string[],
  defaultPerMinute: number,
): Promise<Map<string, CallsLeft>> {
  if (buckets.length === 0) return new Map()
  const rows = await database.query<{ key: string; state: PaceState | null; now_ms: number }>(
    'installation',
    `SELECT k.key, b.state, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms
     FROM unnest($1::text[]) k(key) LEFT JOIN calendly_sync.budgets b USING (key)`,
    [[...new Set(buckets)]],
  )
  return new Map(
    rows.map(({ key, state, now_ms }) => {
      const pace = state ?? freshPace(defaultPerMinute)
      return [key, { callsLeft: callsLeft(pace, now_ms), callsLimit: pace.limitPerMinute }]
    }),
  )
}
