import type { InviteeFact } from '../../resources/invitee.ts'
import type { Database } from '../database.ts'
import { type Observation, type PlacedEvent, placeEvents } from './observation.ts'

/** The part of an observation that the mirror does not hold already. */
export interface News {
  readonly events: readonly PlacedEvent[]
  readonly invitees: readonly InviteeFact[]
  readonly completeFor: readonly string[]
  /** Uuids of events that came through the account and are not noted as seen through it. */
  readonly unseen: readonly string[]
}

/** Compares without a lock: what is equal now was told before, and telling it again changes nothing. */
export async function findNews(
  database: Database,
  observation: Observation,
  users: readonly string[],
): Promise<News | undefined> {
  const seats = latest(observation.invitees)
  const uuids = [...observation.events, ...seats.map((seat) => ({ uuid: seat.event_uuid }))].map(
    (fact) => fact.uuid,
  )
  const known = await database.query<KnownEvent>(users, knownEvents, [
    users,
    [...new Set([...uuids, ...observation.completeFor])],
    observation.accountId,
  ])
  const seatUuids = seats.map((seat) => seat.uuid)
  const knownSeats =
    seats.length > 0 ? await database.query<KnownSeat>(users, knownInvitees, [users, seatUuids]) : []
  const news = compare(observation, seats, known, knownSeats)
  const isNothing = Object.values(news).every((part) => part.length === 0)
  return isNothing ? undefined : news
}

interface KnownEvent {
  readonly user_id: string
  readonly uuid: string
  readonly digest: string
  readonly presence: string
  readonly is_seen: boolean
  readonly is_settled: boolean
}

interface KnownSeat {
  readonly user_id: string
  readonly uuid: string
  readonly digest: string
}

/** $1 users, $2 event uuids, $3 account. Leans on the unique key. */
const knownEvents = `
  SELECT s.user_id, s.uuid, s.digest, s.presence,
    a.meeting_id IS NOT NULL AND a.missing_since IS NULL AS is_seen,
    NOT s.invitees_due AND s.invitees_settled_total IS NOT DISTINCT FROM s.invitees_total
      AND s.invitees_read_at IS NOT NULL AS is_settled
  FROM calendly_sync.scheduled_events s
  LEFT JOIN calendly_sync.meeting_accounts a ON a.meeting_id = s.id AND a.account_id = $3
  WHERE s.user_id = ANY($1::uuid[]) AND s.uuid = ANY($2::text[])`

/** $1 users, $2 invitee uuids. Leans on the unique key. */
const knownInvitees = `
  SELECT user_id, uuid, digest FROM calendly_sync.meeting_invitees
  WHERE user_id = ANY($1::uuid[]) AND uuid = ANY($2::text[])`

function compare(
  observation: Observation,
  seats: readonly InviteeFact[],
  known: readonly KnownEvent[],
  knownSeats: readonly KnownSeat[],
): News {
  const holders = groupByUuid(known)
  const usersOf = new Map([...holders].map(([uuid, rows]) => [uuid, rows.map((row) => row.user_id)]))
  const placed = placeEvents({ ...observation, events: latest(observation.events) }, usersOf)
  const stored = new Map(known.map((row) => [`${row.user_id} ${row.uuid}`, row]))
  const storedSeats = groupByUuid(knownSeats)
  const owners = groupByUuid(placed)
  const isNewSeat = (seat: InviteeFact) => {
    const users = new Set([
      ...(usersOf.get(seat.event_uuid) ?? []),
      ...(owners.get(seat.event_uuid) ?? []).map((event) => event.user_id),
    ])
    const equal = (storedSeats.get(seat.uuid) ?? []).filter((row) => row.digest === seat.digest)
    return observation.ofNoShow === true || equal.length < users.size
  }
  return {
    events: placed.filter((event) => {
      const row = stored.get(`${event.user_id} ${event.uuid}`)
      return row?.digest !== event.digest || row.presence !== event.presence
    }),
    invitees: seats.filter(isNewSeat),
    completeFor: observation.completeFor.filter(
      (uuid) => holders.get(uuid)?.some((row) => !row.is_settled) ?? owners.has(uuid),
    ),
    unseen: placed
      .filter((event) => isUnseen(observation, stored.get(`${event.user_id} ${event.uuid}`)))
      .map((event) => event.uuid),
  }
}

/** A list that shows an event ends the question where it is; a webhook only tells of one that nobody knew. */
function isUnseen({ isListed, source }: Observation, stored: KnownEvent | undefined): boolean {
  return isListed ? !stored?.is_seen : source === 'webhook' && stored === undefined
}

/** Pages may overlap: of two copies of one thing the later one counts. */
function latest<Fact extends { readonly uuid: string }>(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [fact.uuid, fact])).values()]
}

/** `Map.groupBy` is not in Node 20. */
function groupByUuid<Row extends { readonly uuid: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.get(row.uuid)?.push(row) ?? groups.set(row.uuid, [row])
  return groups
}
