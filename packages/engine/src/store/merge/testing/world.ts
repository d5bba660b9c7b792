import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect } from 'vitest'
import { invitee } from '../../../resources/invitee.ts'
import { scheduledEvent } from '../../../resources/scheduled-event.ts'
import type { Database } from '../../database.ts'
import { readMark } from '../../mark.ts'
import { merge } from '../merge.ts'
import { type Meeting, type Seat, type Unknowns, Upstream } from '../model/upstream.ts'
import type { Observation } from '../observation.ts'

/** A webhook on its way: what Calendly said when it sent it. */
export interface Telling {
  /** Calendly's name of it, such as `invitee.created`. */
  readonly kind: string
  readonly event: object
  readonly seat: object
}

/** @param pick - a random number, for whoever delivers in more ways than one. */
export type Deliver = (telling: Telling, pick: number) => Promise<void>

/** When all of it happens: before every meeting. */
export const november2026 = Date.UTC(2026, 10, 22)

const pick = fc.nat(10_000)
/** What may happen next, at Calendly or on the way. */
export const step = fc.oneof(
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
export type Step = { readonly do: string; readonly pick: number }

/** The unknowns of Calendly. */
export const unknowns = fc.record({ seatsMoveEvent: fc.boolean(), hostsMoveEvent: fc.boolean() })

/** One upstream, one mirror of it, and what is on its way between the two. */
export class World {
  private readonly id = randomUUID()
  private readonly database: Database
  /** Users of ours by the URI of their Calendly user. */
  private readonly users: ReadonlyMap<string, string>
  private readonly deliver: Deliver
  private readonly upstream: Upstream
  private readonly underway: Telling[] = []
  private readonly answers: Pick<Observation, 'mark' | 'events' | 'invitees' | 'completeFor'>[] = []
  private readonly revisions = new Map<string, number[]>()
  private readonly seen = new Map<string, { status: string; updated_at: string; digest: string }>()

  /** @param deliver - brings a webhook to the mirror. */
  constructor(database: Database, users: ReadonlyMap<string, string>, unknowns: Unknowns, deliver: Deliver) {
    this.database = database
    this.users = users
    this.deliver = deliver
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
        return this.tell(seat, `invitee_no_show.${seat.noShow ? 'created' : 'deleted'}`)
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
    const keeps = verb.endsWith('Keep')
    if (verb.startsWith('answer')) {
      const answer = take(this.answers, pick, keeps)
      if (answer) await this.apply(answer)
    } else {
      const telling = take(this.underway, pick, keeps)
      if (telling && verb !== 'lose') await this.deliver(telling, pick)
    }
  }

  /** A webhook: the invitee with its event as both are now. */
  private tell(seat: Seat, kind = `invitee.${seat.status === 'active' ? 'created' : 'canceled'}`): void {
    this.eventFact(seat.event)
    this.underway.push({
      kind,
      event: this.upstream.eventBody(seat.event),
      seat: this.upstream.seatBody(seat),
    })
  }

  private async readEvent(meeting: Meeting) {
    const mark = await readMark(this.database)
    return { mark, events: [this.eventFact(meeting)], invitees: [], completeFor: [] }
  }

  private async readSeats(meeting: Meeting) {
    const mark = await readMark(this.database)
    const invitees = meeting.seats.map((seat) => defined(invitee.fact(this.upstream.seatBody(seat), 0)))
    return { mark, events: [], invitees, completeFor: [meeting.uuid] }
  }

  private eventFact(meeting: Meeting) {
    const fact = defined(scheduledEvent.fact(this.upstream.eventBody(meeting), november2026))
    const known = this.revisions.get(fact.digest) ?? []
    this.revisions.set(fact.digest, [...known, meeting.revision])
    return fact
  }

  private async apply(answer: (typeof this.answers)[number]): Promise<void> {
    await merge(this.database, {
      ...answer,
      source: 'read',
      accountId: this.id,
      users: this.users,
      cause: 'tick',
    })
  }

  /** Calendly is read in full: the mirror holds what it says, and a second reading writes nothing. */
  async checkEnd(): Promise<void> {
    await this.readEverything()
    await this.checkNoRetreat()
    await this.checkConverged()
    const before = await this.rows()
    await this.readEverything()
    expect(await this.rows()).toEqual(before)
  }

  private async readEverything(): Promise<void> {
    for (const meeting of this.upstream.meetings) await this.apply(await this.readEvent(meeting))
    for (const meeting of this.upstream.meetings) await this.apply(await this.readSeats(meeting))
  }

  private rows() {
    const users = [...this.users.values()]
    return this.database.transaction(users, (tx) =>
      tx.query<Row>('SELECT *, xmin::text FROM :schema.meetings ORDER BY user_id, calendly_event_uuid'),
    )
  }

  async checkNoRetreat(): Promise<void> {
    const users = [...this.users.values()]
    const sources = await this.database.transaction(users, (tx) =>
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

  private async checkConverged(): Promise<void> {
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

/** Takes one out of a queue, or a copy of it. */
function take<Item>(queue: Item[], pick: number, keeps: boolean): Item | undefined {
  const index = pick % Math.max(queue.length, 1)
  const item = queue[index]
  if (!keeps) queue.splice(index, 1)
  return item
}

function choose<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % Math.max(items.length, 1)]
}

function defined<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('expected a value')
  return value
}
