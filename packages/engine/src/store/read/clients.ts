import type { Client, ClientDetail } from '../../contract/clients.ts'
import type { Meeting, Page } from '../../contract.ts'
import type { Database, Transaction } from '../database.ts'
import { clientColumns, seenOf } from './client-columns.ts'
import { type Conditions, conditions, wordPatterns } from './conditions.ts'
import { decodeCursor, type Shape } from './cursor.ts'
import { meetingColumns } from './meeting-columns.ts'
import { defaultLimit, page } from './page.ts'

export type ClientOrder = 'email' | 'name' | 'nextMeeting' | 'lastMeeting' | 'noShowRate'

export interface ClientQuery {
  /** Words of name, e-mail or phone, also of what was merged into it. */
  readonly q?: string
  /** Only those who were never an invitee. */
  readonly guests?: boolean
  /** Default `email`; with a minus from the other end. Who has no such value comes last. */
  readonly sort?: ClientOrder | `-${ClientOrder}`
  readonly limit?: number
  readonly cursor?: string
}

/**
 * A user's clients, each with counts and the first, last and next meeting. What was merged into another is no row.
 *
 * @param nowMs - epoch milliseconds; tells the last meeting from the next.
 * @throws SyncError `bad_cursor`.
 */
export async function listClients(
  database: Database,
  userId: string,
  query: ClientQuery,
  nowMs: number,
): Promise<Page<Client>> {
  const { limit = defaultLimit, cursor: _, ...filters } = query
  const { text, values } = clientsStatement(userId, query, nowMs)
  const rows = await database.query<Client & Place>([userId], text, values)
  const { data, nextCursor } = page(rows, limit, filters, ({ sort, key }) => [
    sort === null ? '' : `=${sort}`,
    key,
  ])
  return { data: data.map(({ sort, key, ...client }) => client), nextCursor }
}

/** Where a row stands in its list. */
interface Place {
  readonly sort: string | null
  readonly key: string
}

/** `seen`: it takes the meetings of every client to put them in this order. */
const orders: Readonly<
  Record<ClientOrder, { readonly by: string; readonly shape: Shape; readonly seen?: true }>
> = {
  email: { by: 'c.email_key', shape: 'maybeText' },
  name: { by: `lower(coalesce(nullif(c.name, ''), c.email))`, shape: 'maybeText' },
  nextMeeting: { by: 'seen.next', shape: 'maybeInstant', seen: true },
  lastMeeting: { by: 'seen.last', shape: 'maybeInstant', seen: true },
  noShowRate: { by: 'seen.rate', shape: 'maybeNumber', seen: true },
}

/** The page is found first, and only its rows are counted, unless the order itself is a count. */
function clientsStatement(userId: string, query: ClientQuery, nowMs: number) {
  const { q, guests, sort = 'email', limit = defaultLimit } = query
  const isDown = sort.startsWith('-')
  const order = orders[sort.replace('-', '') as ClientOrder] // what is left of the minus
  const direction = isDown ? 'DESC' : 'ASC'
  const found = conditions()
  const now = found.bind(new Date(nowMs).toISOString())
  found.add('c.user_id = ?::uuid AND c.merged_into IS NULL', userId)
  for (const word of wordPatterns(q ?? '')) found.add(`${searched} ILIKE ?`, word)
  if (guests) found.add(isGuest)
  goOn(found, query, order, isDown ? '<' : '>')
  // Only what is missing can be last: where nothing is, the index has the order.
  const missing = order.seen ? (name: string) => `${name} IS NULL, ` : () => ''
  const from = `:schema.clients c ${order.seen ? `CROSS JOIN LATERAL (${seenOf(now)}) seen` : ''}`
  const text = `
    SELECT ${clientColumns}, p.sort, p.key FROM (
      SELECT c.id, ${order.by} AS sort, c.email_key AS key FROM ${from} WHERE ${found.where}
      ORDER BY ${missing(order.by)}${order.by} ${direction}, c.email_key ${direction} LIMIT ${found.bind(limit + 1)}
    ) p JOIN :schema.clients c ON c.id = p.id CROSS JOIN LATERAL (${seenOf(now)}) seen
    ORDER BY ${missing('p.sort')}p.sort ${direction}, p.key ${direction}`
  return { text, values: found.values }
}

/** As `seenOf` says it, for a client `c` whose meetings need not be counted. */
const isGuest = `(SELECT bool_and(l.is_guest) FROM :schema.meeting_clients l JOIN :schema.meetings m ON m.id = l.meeting_id
  WHERE l.client_id = c.id AND m.meeting_source = 'calendly')`

const searched = `concat_ws(' ', c.name, c.email, c.phone,
  (SELECT string_agg(concat_ws(' ', k.name, k.email, k.phone), ' ') FROM :schema.clients k WHERE k.merged_into = c.id))`

function goOn(
  found: Conditions,
  query: ClientQuery,
  { by, shape }: { readonly by: string; readonly shape: Shape },
  beyond: '<' | '>',
): void {
  const { limit: _, cursor, ...filters } = query
  if (cursor === undefined) return
  const [sort, key] = decodeCursor(cursor, filters, [shape, 'text'])
  if (sort === '') found.add(`${by} IS NULL AND c.email_key ${beyond} ?`, key)
  else found.add(`${by} IS NULL OR (${by}, c.email_key) ${beyond} (?, ?)`, sort.slice(1), key)
}

/**
 * One client with its addresses and all meetings, newest first. The id of a record that was merged into it finds it too.
 *
 * @returns undefined when there is none of this id, or it is somebody else's.
 */
export async function getClient(
  database: Database,
  userId: string,
  id: string,
  nowMs: number,
): Promise<ClientDetail | undefined> {
  return database.transaction([userId], (tx) => readClient(tx, userId, id, nowMs))
}

/** The same within a transaction. */
export async function readClient(
  tx: Transaction,
  userId: string,
  id: string,
  nowMs: number,
): Promise<ClientDetail | undefined> {
  const [client] = await tx.query<Client>(ofOne, [new Date(nowMs).toISOString(), userId, id])
  if (!client) return undefined
  return {
    ...client,
    joined: await tx.query<ClientDetail['joined'][number]>(ofAddresses, [userId, client.id]),
    meetings: await tx.query<Meeting>(ofMeetings, [userId, client.id]),
  }
}

/** $1 now, $2 user, $3 client. */
const ofOne = `
  SELECT ${clientColumns} FROM :schema.clients c CROSS JOIN LATERAL (${seenOf('$1')}) seen
  WHERE c.user_id = $2 AND c.id = (SELECT coalesce(k.merged_into, k.id) FROM :schema.clients k WHERE k.user_id = $2 AND k.id = $3)`

/** $1 user, $2 client. Every spelling is one that somebody booked with; a guest has the one that was first told. */
const ofAddresses = `
  SELECT k.id AS "clientId", coalesce(s.email, k.email) AS email, CASE WHEN k.id = $2 THEN s.at ELSE k.merged_at END AS at,
    CASE WHEN k.id = $2 THEN 'same e-mail' ELSE 'merged by you' END AS how
  FROM :schema.clients k LEFT JOIN LATERAL (
    SELECT v.email, min(v.created_at) AS at FROM calendly_sync.meeting_invitees v
    WHERE v.user_id = k.user_id AND v.email_key = k.email_key GROUP BY v.email
  ) s ON true
  WHERE k.user_id = $1 AND (k.id = $2 OR k.merged_into = $2)
  ORDER BY k.id <> $2, k.merged_at, k.id, s.at NULLS LAST, s.email`

/** $1 user, $2 client. */
const ofMeetings = `
  SELECT ${meetingColumns} FROM :schema.meeting_clients l JOIN :schema.meetings m ON m.id = l.meeting_id
  LEFT JOIN calendly_sync.scheduled_events e ON e.id = m.id
  WHERE m.user_id = $1 AND l.client_id = $2 AND m.meeting_source = 'calendly'
  ORDER BY m.start_time DESC, m.id DESC`
