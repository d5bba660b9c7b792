import pg from 'pg'
import { Agent, request } from 'undici'

/*
 * The bare minimum of the same import: the same pages over the same HTTP, as many at a time, parsed and bulk-inserted
 * into two plain tables in batches as large. No budget, no retries, no rules, no history, nothing derived.
 * Environment as for import-ours.mjs.
 */

const { DATABASE_URL, CALENDLY_API_URL, CALENDLY_PERSONAL_ACCESS_TOKEN } = process.env
const parallelLists = 8
const listsPerWrite = 50

const database = new pg.Client({ connectionString: DATABASE_URL })
await database.connect()
await database.query(`
  CREATE TABLE plain_events (uuid text PRIMARY KEY, name text, status text, start_time timestamptz,
    end_time timestamptz, updated_at timestamptz, raw jsonb);
  CREATE TABLE plain_invitees (uuid text PRIMARY KEY, event_uuid text, email text, name text, status text,
    updated_at timestamptz, raw jsonb)`)
const dispatcher = new Agent({ connections: parallelLists })
const headers = { authorization: `Bearer ${CALENDLY_PERSONAL_ACCESS_TOKEN}` }

let calls = 0
let meetings = 0
const startedAt = performance.now()
const { resource: me } = await get('/users/me')
for (let next = ''; next !== null; ) {
  const user = encodeURIComponent(me.uri)
  const page = await get(`/scheduled_events?user=${user}&count=100&sort=start_time:asc${next}`)
  next = page.pagination.next_page_token ? `&page_token=${page.pagination.next_page_token}` : null
  const writing = insertEvents(page.collection)
  await readInvitees(page.collection)
  await writing
  meetings += page.collection.length
}
const tookMs = performance.now() - startedAt
await database.end()
await dispatcher.close()
const { userCPUTime, systemCPUTime } = process.resourceUsage()
console.log(JSON.stringify({ meetings, calls, tookMs, cpuMs: (userCPUTime + systemCPUTime) / 1000 }))

async function readInvitees(events) {
  const queue = [...events]
  let lists = 0
  let seats = []
  const flush = async () => {
    const rows = seats
    seats = []
    lists = 0
    await insertInvitees(rows)
  }
  const reader = async () => {
    for (let event = queue.shift(); event; event = queue.shift()) {
      const { collection } = await get(`${new URL(event.uri).pathname}/invitees?count=100`)
      seats.push(...collection)
      lists += 1
      if (lists >= listsPerWrite) await flush()
    }
  }
  await Promise.all(Array.from({ length: parallelLists }, reader))
  await flush()
}

async function get(path) {
  calls += 1
  const { statusCode, body } = await request(`${CALENDLY_API_URL}${path}`, { dispatcher, headers })
  if (statusCode !== 200) throw new Error(`GET ${path} answered ${statusCode}`)
  return body.json()
}

function insertEvents(events) {
  return database.query(
    `INSERT INTO plain_events SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[],
       $5::timestamptz[], $6::timestamptz[], $7::jsonb[])`,
    [
      events.map((event) => event.uri.split('/').at(-1)),
      events.map((event) => event.name),
      events.map((event) => event.status),
      events.map((event) => event.start_time),
      events.map((event) => event.end_time),
      events.map((event) => event.updated_at),
      events.map((event) => JSON.stringify(event)),
    ],
  )
}

function insertInvitees(invitees) {
  return database.query(
    `INSERT INTO plain_invitees SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
       $6::timestamptz[], $7::jsonb[])`,
    [
      invitees.map((invitee) => invitee.uri.split('/').at(-1)),
      invitees.map((invitee) => invitee.event.split('/').at(-1)),
      invitees.map((invitee) => invitee.email),
      invitees.map((invitee) => invitee.name),
      invitees.map((invitee) => invitee.status),
      invitees.map((invitee) => invitee.updated_at),
      invitees.map((invitee) => JSON.stringify(invitee)),
    ],
  )
}
