import type { Database, Transaction } from '../database.ts'
import { searchedType } from '../searched-type.ts'

/** Brings what meetings are found by up to date. @param meetings - ids of meetings whose event or invitees changed. */
export async function saveSearch(tx: Transaction, meetings: readonly string[]): Promise<void> {
  await tx.query(save, [meetings])
}

const atATime = 1000

/** Notes it for meetings that a version without this table has written, until there are none. */
export async function completeSearch(database: Database): Promise<void> {
  let after: string | undefined = '00000000-0000-0000-0000-000000000000'
  while (after !== undefined) {
    const from: string = after
    after = await database.transaction('installation', async (tx) => {
      const rows = await tx.query<{ id: string }>(unnoted, [atATime, from])
      const last = rows.at(-1)
      if (last)
        await saveSearch(
          tx,
          rows.map(({ id }) => id),
        )
      return last?.id
    })
  }
}

/**
 * $1 rows at most, $2 id before them. Locked, so that none is written from what a merge is just replacing; one that a
 * merge holds has its own written by it.
 */
const unnoted = `
  SELECT e.id FROM calendly_sync.scheduled_events e
  WHERE e.id > $2 AND NOT EXISTS (SELECT FROM calendly_sync.meeting_search s WHERE s.meeting_id = e.id)
  ORDER BY e.id LIMIT $1 FOR UPDATE OF e SKIP LOCKED`

/** $1 meetings. Hosts are no words: they would be in every row. */
const save = `
  INSERT INTO calendly_sync.meeting_search AS s (meeting_id, user_id, event_type, hosts, words)
  SELECT n.* FROM (
    SELECT e.id, e.user_id, ${searchedType('e.event_type')} AS event_type,
      ARRAY(SELECT DISTINCT named FROM jsonb_array_elements(e.hosts) h, unnest(ARRAY[h ->> 'user', h ->> 'email_key']) named
        WHERE named IS NOT NULL ORDER BY named) AS hosts,
      lower(concat_ws(' ', coalesce(nullif(btrim(e.name), ''), 'Calendly meeting'), e.location_text,
        (SELECT string_agg(concat_ws(' ', v.name, v.email, said.words), ' ' ORDER BY v.created_at, v.uuid)
         FROM calendly_sync.meeting_invitees v, LATERAL (
           SELECT string_agg(a ->> 'answer', ' ') AS words FROM jsonb_array_elements(v.answers) a
         ) said WHERE v.meeting_id = e.id),
        (SELECT string_agg(g ->> 'email', ' ') FROM jsonb_array_elements(e.guests) g))) AS words
    FROM calendly_sync.scheduled_events e WHERE e.id = ANY($1::uuid[])
  ) n LEFT JOIN LATERAL (
    SELECT * FROM calendly_sync.meeting_search k WHERE k.meeting_id = n.id LIMIT 1
  ) k ON true
  WHERE k.meeting_id IS NULL OR (k.event_type, k.hosts, k.words) IS DISTINCT FROM (n.event_type, n.hosts, n.words)
  ORDER BY n.user_id, n.id
  ON CONFLICT (meeting_id) DO UPDATE SET event_type = excluded.event_type, hosts = excluded.hosts, words = excluded.words`
