import type { Database } from './database.ts'

/**
 * Takes the turn at something that one process is to do every so often, by the database's clock.
 *
 * @param everyMs - since the last turn; 0: now, whoever had one.
 * @returns whether it is this process's turn.
 */
export async function takeTurn(database: Database, name: string, everyMs: number): Promise<boolean> {
  return database.transaction('installation', async (tx) => {
    // A look without a turn locks and writes nothing.
    const taken = await tx.query(
      `UPDATE calendly_sync.settings SET value = to_jsonb(now())
       WHERE name = $1 AND (value #>> '{}')::timestamptz <= now() - $2 * interval '1 ms' RETURNING 1`,
      [`turn:${name}`, everyMs],
    )
    if (taken.length > 0) return true
    const first = await tx.query(
      `INSERT INTO calendly_sync.settings (name, value) SELECT $1, to_jsonb(now())
       WHERE NOT EXISTS (SELECT FROM calendly_sync.settings WHERE name = $1) ON CONFLICT DO NOTHING RETURNING 1`,
      [`turn:${name}`],
    )
    return first.length > 0
  })
}
