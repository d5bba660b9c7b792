import { type Database, nameSchema } from './database.ts'

/**
 * Lets Postgres look at the mirror's tables that have at least doubled since it last did. A first import, or a backlog of
 * webhooks, fills them faster than autovacuum looks, and without statistics the planner reads all rows of a user to find one: the reads of
 * an import's merges are a fifth with them (4,000 meetings, buffers counted). Doubling keeps it rare: on a large
 * installation a new user's import looks at nothing.
 *
 * Where the connection does not own the tables Postgres skips them, and autovacuum does it in its own time.
 */
export async function refreshStatistics(database: Database): Promise<void> {
  await database.transaction('installation', async (tx) => {
    const grown = await tx.query<{ name: string }>(grownTables, [mirror.map(nameSchema(database.schema))])
    for (const { name } of grown) await tx.query(`ANALYZE ${name}`)
  })
}

const mirror = [
  'calendly_sync.scheduled_events',
  'calendly_sync.meeting_invitees',
  'calendly_sync.meeting_accounts',
  'calendly_sync.changes',
  ':schema.meetings',
  ':schema.clients',
  ':schema.meeting_clients',
]

/** $1 tables. `relpages` is the size at the last look, 0 before the first. */
const grownTables = `
  SELECT oid::regclass::text AS name FROM pg_class
  WHERE oid = ANY($1::regclass[]) AND pg_relation_size(oid) > 2 * relpages::bigint * current_setting('block_size')::bigint
  ORDER BY oid`
