import pg from 'pg'

/** 24 names of clients, all equally often. */
const FIRST = ['Lena', 'Jonas', 'Maria', 'Tom', 'Nora', 'Ken']
const LAST = ['Berg', 'Okafor', 'Lindqvist', 'Sato']

/**
 * Makes a practice's mirror large: so many more meetings, from two years ago to a year ahead, of all its types and places.
 * Straight into the tables that lists read, since a first import of as many takes minutes.
 */
export async function multiplyMeetings(connectionString: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(COPIES, [count, FIRST, LAST])
    const times = { start_time: 'start_at', end_time: `start_at + interval '30 min'` }
    const uuid = `'many-' || n`
    await copyInto(client, 'calendly_sync.scheduled_events', 'id', { id: 'new_id', uuid, ...times })
    await copyInto(client, 'calendly_sync.meeting_accounts', 'meeting_id', { meeting_id: 'new_id' })
    await copyInto(client, 'calendly_sync.meeting_search', 'meeting_id', {
      meeting_id: 'new_id',
      words: `lower(client) || ' ' || words`,
    })
    await copyInto(client, 'meetings', 'id', {
      id: 'new_id',
      calendly_event_uuid: uuid,
      attendees: `jsonb_set(attendees, '{0,name}', to_jsonb(client))`,
      ...times,
    })
    await client.query('COMMIT')
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
}

/** $1 how many, $2 first names, $3 last names. One of each type and place is what is copied. */
const COPIES = `
  CREATE TEMP TABLE copies AS
  WITH kinds AS (
    SELECT id, row_number() OVER () - 1 AS kind, count(*) OVER () AS kinds
    FROM (SELECT DISTINCT ON (name, location ->> 'type') id FROM calendly_sync.scheduled_events WHERE status = 'active'
      ORDER BY name, location ->> 'type', uuid) one_of_each
  )
  SELECT gen_random_uuid() AS new_id, n, id AS old_id,
    now() + (n % 1095 - 730) * interval '1 day' + n % 97 * interval '5 min' AS start_at,
    ($2::text[])[1 + n % 6] || ' ' || ($3::text[])[1 + n / 6 % 4] AS client
  FROM generate_series(1, $1::int) n JOIN kinds ON kind = n % kinds`

/** Copies rows, each as its original but for the columns that are told anew. */
async function copyInto(
  client: pg.Client,
  table: string,
  key: string,
  anew: Readonly<Record<string, string>>,
): Promise<void> {
  const { fields } = await client.query(`SELECT * FROM ${table} LIMIT 0`)
  const names = fields.map(({ name }) => name)
  await client.query(
    `INSERT INTO ${table} (${names.join()}) SELECT ${names.map((name) => anew[name] ?? `t.${name}`).join()}
     FROM copies JOIN ${table} t ON t.${key} = old_id`,
  )
}
