import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../tests/support/database.ts'
import { invitee } from '../../resources/invitee.ts'
import { scheduledEvent } from '../../resources/scheduled-event.ts'
import { type Database, openDatabase } from '../database.ts'
import { readMark } from '../mark.ts'
import { merge } from './merge.ts'
import { type Meeting, type Seat, Upstream } from './model/upstream.ts'
import type { Observation } from './observation.ts'

/*
 * The law of the merge (reliability I1–I6): whatever order, repetition and delay of polls and single facts, no row
 * ever goes back, nothing dies that Calendly keeps alive, and one full read ends in exactly what Calendly says.
 * `npm test` runs 500 interleavings, `npm run prove` 5,000.
 */
const interleavings = process.env.PROVE ? 5_000 : 500

let testDatabase: Awaited<ReturnType<typeof createTestDatabase>>
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase({ migrated: true })
  database = openDatabase({ connectionString: testDatabase.connectionString })
})

afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

const pick = fc.nat(10_000)
const step = fc.oneof(
  fc.record({
    do: fc.constantFrom(
      'book',
      'bookGroup',
      'join',
      'cancelSeat',
      'cancelEvent',
      'move',
      'moveIntoGroup',
      'reassign',
      'edit',
      'noShow',
    ),
    pick,
  }),
  fc.record({
    do: fc.constantFrom(
      'deliver',
      'deliver',
      'deliverAndKeep',
      'lose',
      'ask',
      'askSeats',
      'answer',
      'answer',
      'answerAndKeep',
    ),
    pick,
  }),
)
type Step = { readonly do: string; readonly pick: number }

test('any interleaving of polls, single facts, repetitions and stale copies converges and never goes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.record({ seatsMoveEvent: fc.boolean(), hostsMoveEvent: fc.boolean() }),
      async (steps, unknowns) => {
        const world = new World(unknowns)
        for (const one of steps) {
          await world.act(one)
          await world.checkNoRetreat()
        }
        await world.readEverything()
        await world.checkNoRetreat()
        await world.checkConverged()
        const before = await world.rows()
        await world.readEverything()
        expect(await world.rows()).toEqual(before)
      },
    ),
    { numRuns: interleavings, endOnFailure: false },
  )
}, 3_600_000)

/** One upstream, one mirror of it, and what is on its way between the two. */
class World {
  private readonly id = randomUUID()
  private readonly users = new Map([
    [`https://api.calendly.com/users/${this.id}-A`, randomUUID() as string],
    [`https://api.calendly.com/users/${this.id}-B`, randomUUID() as string],
  ])
  private readonly upstream: Upstream
  private readonly underway: Pick<
    Observation,
    'source' | 'mark' | 'events' | 'invitees' | 'completeFor' | 'ofNoShow'
  >[] = []
  private readonly answers: typeof this.underway = []
  private readonly revisions = new Map<string, number[]>()
  private readonly seen = new Map<string, { status: string; updated_at: string; digest: string }>()

  constructor(unknowns: { seatsMoveEvent: boolean; hostsMoveEvent: boolean }) {
    this.upstream = new Upstream(this.id, [...this.users.keys()], unknowns)
  }

  async act({ do: verb, pick }: Step): Promise<void> {
    const { upstream } = this
    const meeting = choose(upstream.meetings, pick)
    const seat = meeting && choose(meeting.seats, pick >> 3)
    const group = choose(
      upstream.meetings.filter((one) => one.limit > 1 && one.status === 'active'),
      pick,
    )
    switch (verb) {
      case 'book':
        return this.tell(upstream.book(pick, 1))
      case 'bookGroup':
        return this.tell(upstream.book(pick, 5))
      case 'join':
        return group && this.tell(upstream.book(pick, 5, group))
      case 'cancelSeat':
        if (seat?.status !== 'active') return
        upstream.cancelSeat(seat)
        return this.tell(seat)
      case 'cancelEvent':
        for (const one of meeting ? upstream.cancelEvent(meeting) : []) this.tell(one)
        return
      case 'move':
      case 'moveIntoGroup':
        if (seat?.status !== 'active') return
        this.tell(
          upstream.reschedule(seat, pick, verb === 'move' || group === seat.event ? undefined : group),
        )
        return this.tell(seat)
      case 'reassign':
        return meeting && upstream.reassign(meeting, choose(upstream.hosts, pick) ?? '')
      case 'edit':
        return meeting && upstream.edit(meeting, pick)
      case 'noShow':
        if (!seat) return
        upstream.toggleNoShow(seat)
        return this.tell(seat, true)
      case 'ask':
        if (meeting) this.answers.push(await this.readEvent(meeting))
        return
      case 'askSeats':
        if (meeting) this.answers.push(await this.readSeats(meeting))
        return
      default:
        return this.transport(verb, pick)
    }
  }

  private async transport(verb: string, pick: number): Promise<void> {
    const queue = verb.startsWith('answer') ? this.answers : this.underway
    const index = pick % Math.max(queue.length, 1)
    const one = queue[index]
    if (!one) return
    if (!verb.endsWith('Keep')) queue.splice(index, 1)
    if (verb !== 'lose') await this.apply(one)
  }

  /** A webhook: the invitee with its event as both are now. */
  private tell(seat: Seat, ofNoShow = false): void {
    this.underway.push({
      source: 'webhook',
      mark: 0n,
      ofNoShow,
      events: [this.eventFact(seat.event)],
      invitees: [seatFact(this.upstream, seat)],
      completeFor: [],
    })
  }

  private async readEvent(meeting: Meeting) {
    const mark = await readMark(database)
    return { source: 'read' as const, mark, events: [this.eventFact(meeting)], invitees: [], completeFor: [] }
  }

  private async readSeats(meeting: Meeting) {
    const mark = await readMark(database)
    const invitees = meeting.seats.map((seat) => seatFact(this.upstream, seat))
    return { source: 'read' as const, mark, events: [], invitees, completeFor: [meeting.uuid] }
  }

  private eventFact(meeting: Meeting) {
    const fact = defined(scheduledEvent.fact(this.upstream.eventBody(meeting), Date.UTC(2026, 10, 22)))
    const known = this.revisions.get(fact.digest) ?? []
    this.revisions.set(fact.digest, [...known, meeting.revision])
    return fact
  }

  private async apply(news: (typeof this.underway)[number]): Promise<void> {
    await merge(database, { ...news, accountId: this.id, users: this.users, cause: 'tick' })
  }

  async readEverything(): Promise<void> {
    for (const meeting of this.upstream.meetings) await this.apply(await this.readEvent(meeting))
    for (const meeting of this.upstream.meetings) await this.apply(await this.readSeats(meeting))
  }

  rows() {
    const users = [...this.users.values()]
    return database.transaction(users, (tx) =>
      tx.query<Row>('SELECT *, xmin::text FROM :schema.meetings ORDER BY user_id, calendly_event_uuid'),
    )
  }

  async checkNoRetreat(): Promise<void> {
    const users = [...this.users.values()]
    const sources = await database.transaction(users, (tx) =>
      tx.query<{ key: string; status: string; updated_at: string; digest: string; uuid: string }>(
        `SELECT 'event ' || user_id || uuid AS key, uuid, status, extract(epoch FROM updated_at) AS updated_at, digest FROM calendly_sync.scheduled_events
         UNION ALL
         SELECT 'seat ' || user_id || uuid, uuid, status, extract(epoch FROM updated_at), '' FROM calendly_sync.meeting_invitees`,
      ),
    )
    for (const row of sources) {
      const before = this.seen.get(row.key)
      this.seen.set(row.key, row)
      if (row.status === 'canceled')
        expect(this.upstreamStatus(row.uuid), `false death of ${row.uuid}`).toBe('canceled')
      if (!before) continue
      if (before.status === 'canceled') expect(row.status, `${row.uuid} revived`).toBe('canceled')
      expect(Number(row.updated_at) >= Number(before.updated_at), `stamp of ${row.uuid} fell`).toBe(true)
      if (row.digest === '') continue
      const earliestBefore = Math.min(...(this.revisions.get(before.digest) ?? []))
      const latestNow = Math.max(...(this.revisions.get(row.digest) ?? []))
      expect(latestNow, `${row.uuid} went back`).toBeGreaterThanOrEqual(earliestBefore)
    }
  }

  private upstreamStatus(uuid: string): string | undefined {
    const things = this.upstream.meetings.flatMap((meeting) => [meeting, ...meeting.seats])
    return things.find((thing) => thing.uuid === uuid)?.status
  }

  async checkConverged(): Promise<void> {
    const rows = await this.rows()
    const ids = new Map(rows.map((row) => [`${row.user_id} ${row.calendly_event_uuid}`, row.id]))
    for (const meeting of this.upstream.meetings) {
      for (const [host, user] of this.users) {
        const row = rows.find((one) => one.user_id === user && one.calendly_event_uuid === meeting.uuid)
        if (host !== meeting.host) {
          if (row) expect(row.is_deleted, `${meeting.uuid} belongs to somebody else`).toBe(true)
          continue
        }
        const moved = meeting.limit === 1 ? meeting.seats : []
        expect(defined(row)).toMatchObject({
          status: meeting.status,
          is_deleted: meeting.status === 'canceled',
          deleted_reason: meeting.status === 'canceled' ? 'canceled' : null,
          sync_status: meeting.status === 'canceled' ? 'deleted' : 'synced',
          location_text: meeting.place,
          attendees: meeting.seats.map((seat) => ({
            email: seat.email,
            name: 'Client',
            status: seat.status,
            noShow: seat.noShow,
            isGuest: false,
            clientId: expect.any(String),
          })),
          rescheduled_from: linked(moved.map((seat) => seat.oldSeat)),
          rescheduled_to: linked(moved.map((seat) => seat.newSeat)),
        })
        function linked(seats: readonly (Seat | undefined)[]): string | null {
          const other = seats.find((seat) => seat !== undefined)
          return (other && ids.get(`${user} ${other.event.uuid}`)) ?? null
        }
      }
    }
    expect(new Set(rows.map((row) => `${row.user_id} ${row.calendly_event_uuid}`)).size).toBe(rows.length)
  }
}

interface Row {
  readonly id: string
  readonly user_id: string
  readonly calendly_event_uuid: string
  readonly is_deleted: boolean
}

function seatFact(upstream: Upstream, seat: Seat) {
  return defined(invitee.fact(upstream.seatBody(seat), 0))
}

function choose<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % Math.max(items.length, 1)]
}

function defined<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('expected a value')
  return value
}
