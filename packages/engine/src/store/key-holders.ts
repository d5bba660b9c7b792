import type { Database } from './database.ts'

/*
 * Which encryption keys the running processes have. A secret that is sealed with a key which one of them lacks is lost
 * to it until it is started again, so nobody rotates to such a key.
 */

/** A process that was silent for longer is not running. */
const silentSeconds = 30

/** A process's sign of life. */
export async function beatKeyHolder(
  database: Database,
  id: string,
  keyIds: readonly string[],
): Promise<void> {
  await database.transaction('installation', async (tx) => {
    await tx.query(
      `INSERT INTO calendly_sync.key_holders (id, key_ids) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET seen_at = now()`,
      [id, keyIds],
    )
    await tx.query("DELETE FROM calendly_sync.key_holders WHERE seen_at < now() - interval '1 hour'")
  })
}

export async function endKeyHolder(database: Database, id: string): Promise<void> {
  await database.query('installation', 'DELETE FROM calendly_sync.key_holders WHERE id = $1', [id])
}

/** Key ids of each running process; of none in a database that is not migrated. */
export async function listKeyHolders(database: Database): Promise<(readonly string[])[]> {
  return database.transaction('installation', async (tx) => {
    const there = await tx.query("SELECT WHERE to_regclass('calendly_sync.key_holders') IS NOT NULL")
    if (there.length === 0) return []
    const rows = await tx.query<{ key_ids: string[] }>(
      "SELECT key_ids FROM calendly_sync.key_holders WHERE seen_at > now() - $1 * interval '1 s'",
      [silentSeconds],
    )
    return rows.map((row) => row.key_ids)
  })
}
