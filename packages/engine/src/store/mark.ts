import type { Database } from './database.ts'

/**
 * The logical clock before a question is sent to Calendly: whatever row has a version up to this one had learned
 * all it knew before the answer was made. Reading it writes nothing.
 */
export async function readMark(database: Database): Promise<bigint> {
  const { rows } = await database.pool.query<{ last_value: string }>(
    'SELECT last_value FROM calendly_sync.merge_clock',
  )
  return BigInt(rows[0]?.last_value ?? 0)
}
