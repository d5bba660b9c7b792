import type { Database } from './database.ts'

/**
 * The logical clock before a question is sent to Calendly: whatever row has a version up to this one had learned
 * all it knew before the answer was made. Reading it writes nothing.
 */
export async function readMark(database: Database): Promise<bigint> {
  // A sequence that nobody has drawn from says 1 as well, which will be the version of the first row.
  const { rows } = await database.pool.query<{ last_drawn: string }>(
    'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last_drawn FROM calendly_sync.merge_clock',
  )
  return BigInt(rows[0]?.last_drawn ?? 0)
}
