import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { live } from '../life.ts'
import { randomFrom, seededRandom } from '../random.ts'
import { createSimulator } from '../simulator.ts'
import type { Meeting, World } from './world.ts'

const now = Date.UTC(2026, 10, 22, 12)
const ada = { name: 'Ada Lovelace', email: 'ada@client.example' }
const bob = { name: 'Bob', email: 'bob@client.example' }

function emptyWorld(seed = 1) {
  return createSimulator({ world: 'empty', clock: manualClock(now), seed })
}

/** A group type of the adviser, beside the types that the empty world has. */
function addGroupType(world: World, host: string, seats = 5): string {
  return world.addEventType({ name: 'Workshop', hosts: [host], seats })
}

function snapshot(world: World): Map<string, Meeting> {
  return new Map(world.events().map((event) => [event.uri, { event, invitees: world.invitees(event.uri) }]))
}

describe('whatever happens', () => {
  const anyLife = fc.tuple(fc.integer(), fc.integer({ min: 1, max: 60 }))

  it('counters equal the invitees, cancelled never revives, stamps never fall, chains link both ways', async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, async ([seed, steps]) => {
        const { world, clock, people } = await emptyWorld(seed)
        addGroupType(world, people.adviser)
        let before = snapshot(world)
        live(world, seededRandom(seed), steps, () => {
          const after = snapshot(world)
          const wrong = [...after.values()].flatMap((meeting) => [
            ...miscounted(meeting),
            ...mislinked(after, meeting),
          ])
          for (const [uri, old] of before) wrong.push(...retreated(old, after.get(uri)))
          expect(wrong).toEqual([])
          before = after
          clock.advance(7_000)
        })
      }),
      { numRuns: process.env.PROVE ? 1_000 : 40 },
    )
  }, 300_000)

  it('the same numbers give the same life', async () => {
    const lives = await Promise.all(
      [1, 2].map(async () => {
        const { world } = await emptyWorld()
        const deeds = live(world, randomFrom(seededRandom(5).next), 80)
        return { deeds, events: world.events() }
      }),
    )
    expect(lives[0]).toEqual(lives[1])
    const done = new Set((lives[0]?.deeds ?? []).map(({ verb }) => verb))
    expect([...done]).toEqual(expect.arrayContaining(['book', 'reschedule', 'cancelEvent', 'markNoShow']))
  })
})

// Each tells what is wrong; one `expect` per step, for there are thousands of steps.

function miscounted({ event, invitees }: Meeting): string[] {
  const active = invitees.filter((one) => one.status === 'active').length
  const { total, active: counted } = event.invitees_counter
  const isWrong = total !== invitees.length || counted !== active
  return [
    ...(isWrong ? [`${event.uri} counts ${counted} of ${total}`] : []),
    ...(event.status === 'canceled' && active > 0 ? [`${event.uri} is canceled with ${active} seats`] : []),
  ]
}

function mislinked(meetings: Map<string, Meeting>, { invitees }: Meeting): string[] {
  return invitees
    .filter(({ uri, status, rescheduled, new_invitee, old_invitee }) => {
      if (rescheduled !== (new_invitee !== null)) return true
      if (new_invitee !== null && status !== 'canceled') return true
      if (new_invitee !== null && find(meetings, new_invitee)?.old_invitee !== uri) return true
      return old_invitee !== null && find(meetings, old_invitee)?.new_invitee !== uri
    })
    .map(({ uri }) => `${uri} is linked one way`)
}

function retreated(old: Meeting, current: Meeting | undefined): string[] {
  const pairs: [{ uri: string; status: string; updated_at: string }, typeof old.event | Seat | undefined][] =
    [
      [old.event, current?.event],
      ...old.invitees.map((invitee, i): [Seat, Seat | undefined] => [invitee, current?.invitees[i]]),
    ]
  return pairs.flatMap(([before, after]) => {
    if (after?.uri !== before.uri) return [`${before.uri} vanished`]
    if (before.status === 'canceled' && after.status !== 'canceled') return [`${before.uri} revived`]
    return after.updated_at < before.updated_at ? [`${before.uri} went back in time`] : []
  })
}

type Seat = Meeting['invitees'][number]

function find(meetings: Map<string, Meeting>, inviteeUri: string): Seat | undefined {
  const meeting = meetings.get(inviteeUri.replace(/\/invitees\/.*/, ''))
  return meeting?.invitees.find((one) => one.uri === inviteeUri)
}

function seatOf(world: World, inviteeUri: string): Seat | undefined {
  return find(snapshot(world), inviteeUri)
}

describe('booking', () => {
  it('stamps the event a few milliseconds before its invitee, to the microsecond', async () => {
    const { world } = await emptyWorld()
    const { event, invitee } = world.book({ start: now + 1e8, invitee: ada })
    const made = world.event(event)
    const seat = seatOf(world, invitee)
    expect(made?.created_at).toMatch(/T12:00:00\.000\d{3}Z$/)
    expect(made?.updated_at).toBe(made?.created_at)
    const distanceMs = Date.parse(seat?.created_at ?? '') - Date.parse(made?.created_at ?? '')
    expect(distanceMs).toBeGreaterThanOrEqual(8)
    expect(distanceMs).toBeLessThanOrEqual(31)
  })

  it('joins the running event of a group slot until it is full', async () => {
    const { world, people } = await emptyWorld()
    const eventType = addGroupType(world, people.adviser, 2)
    const start = now + 1e8
    const first = world.book({ eventType, start, invitee: ada })
    const second = world.book({ eventType, start, invitee: bob })
    expect(second.event).toBe(first.event)
    expect(world.event(first.event)?.invitees_counter).toEqual({ total: 2, active: 2, limit: 2 })
    expect(() => world.book({ eventType, start, invitee: ada })).toThrow('no seat left')
    world.cancelInvitee(first.invitee)
    expect(world.book({ eventType, start, invitee: ada }).event).toBe(first.event)
    expect(world.event(first.event)?.invitees_counter).toEqual({ total: 3, active: 2, limit: 2 })
  })

  it('gives a round robin to one of the pool and a collective to all', async () => {
    const { world, people } = await emptyWorld()
    const hosts = [people.adviser, people.member]
    const robin = world.addEventType({ name: 'Robin', hosts, pooling: 'round_robin' })
    const both = world.addEventType({ name: 'Both', hosts, pooling: 'collective' })
    const one = world.book({ eventType: robin, start: now + 1e8, invitee: ada })
    const two = world.book({ eventType: both, start: now + 2e8, invitee: ada })
    expect(world.event(one.event)?.event_memberships).toHaveLength(1)
    expect(world.event(two.event)?.event_memberships.map(({ user }) => user)).toEqual(hosts)
    expect(world.truthFor(people.member).map(({ event }) => event.uri)).toContain(two.event)
  })
})

describe('locations', () => {
  it('are processing, then pushed two to nine seconds later, when updated_at moves; null after six months', async () => {
    const { world, clock } = await emptyWorld()
    const zoom = { kind: 'zoom' } as const
    const { event } = world.book({ start: now + 1e8, invitee: ada, location: zoom })
    const booked = world.event(event)
    expect(booked?.location).toEqual({ type: 'zoom', status: 'processing', join_url: null, data: null })
    expect(booked?.calendar_event).toBeNull()
    clock.advance(1_900)
    expect(world.event(event)).toEqual(booked)
    clock.advance(7_200)
    const pushed = world.event(event)
    expect(pushed?.location).toMatchObject({ type: 'zoom', status: 'pushed' })
    expect(pushed?.calendar_event).toMatchObject({ kind: 'google' })
    const movedMs = Date.parse(pushed?.updated_at ?? '') - Date.parse(booked?.updated_at ?? '')
    expect(movedMs).toBeGreaterThanOrEqual(2_000)
    expect(movedMs).toBeLessThanOrEqual(9_000)
    clock.advance(190 * 864e5)
    expect(world.event(event)).toMatchObject({
      updated_at: pushed?.updated_at,
      location: { type: 'zoom', status: null, join_url: null, data: null },
    })
  })

  it('that had not been pushed when the meeting was cancelled never are', async () => {
    const { world, clock } = await emptyWorld()
    const { event } = world.book({ start: now + 1e8, invitee: ada })
    clock.advance(500)
    world.cancelEvent(event)
    const canceled = world.event(event)
    clock.advance(60_000)
    expect(world.event(event)).toEqual(canceled)
    expect(canceled?.location?.status).toBe('processing')
  })
})

describe('ends', () => {
  it('by the host cancel the event and every active invitee with one cancellation', async () => {
    const { world, people } = await emptyWorld()
    const eventType = addGroupType(world, people.adviser)
    const bookings = [ada, bob].map((invitee) => world.book({ eventType, start: now + 1e8, invitee }))
    const event = bookings[0]?.event ?? ''
    world.cancelInvitee(bookings[0]?.invitee ?? '', { reason: 'Ill' })
    expect(world.event(event)?.status).toBe('active')
    world.cancelEvent(event, { reason: 'Closed' })
    const canceled = world.event(event)
    expect(canceled).toMatchObject({
      status: 'canceled',
      cancellation: { canceler_type: 'host', reason: 'Closed', canceled_by: 'Clara Falkenberg' },
      invitees_counter: { total: 2, active: 0 },
    })
    const [first, second] = world.invitees(event)
    expect(first?.cancellation).toMatchObject({ reason: 'Ill', canceler_type: 'invitee' })
    expect(second?.cancellation).toEqual(canceled?.cancellation)
  })

  it('by the only invitee end a one-on-one', async () => {
    const { world } = await emptyWorld()
    const { event, invitee } = world.book({ start: now + 1e8, invitee: ada })
    world.cancelInvitee(invitee)
    expect(world.event(event)).toMatchObject({
      status: 'canceled',
      cancellation: { canceled_by: 'Ada Lovelace', canceler_type: 'invitee', reason: null },
    })
  })

  it('by the last invitee leave a group running, or end it when told to', async () => {
    const { world, people } = await emptyWorld()
    const eventType = addGroupType(world, people.adviser)
    for (const [emptyGroupDies, status] of [
      [false, 'active'],
      [true, 'canceled'],
    ] as const) {
      world.quirks.emptyGroupDies = emptyGroupDies
      const { event, invitee } = world.book({ eventType, start: now + 1e8, invitee: ada })
      world.cancelInvitee(invitee)
      expect(world.event(event)?.status).toBe(status)
    }
  })

  it('by deletion leave nothing behind', async () => {
    const { world, people } = await emptyWorld()
    const { event } = world.book({ start: now + 1e8, invitee: ada })
    world.deleteEvent(event)
    expect(world.event(event)).toBeUndefined()
    expect(world.truthFor(people.adviser)).toEqual([])
    expect(world.size).toBe(0)
  })
})

describe('rescheduling', () => {
  it('makes a new event and a new invitee, and keeps what the invitee gave', async () => {
    const { world } = await emptyWorld()
    const answers = [{ question: 'Q', answer: 'A', position: 0 }]
    const old = world.book({ start: now + 1e8, invitee: { ...ada, answers }, guests: ['g@guests.example'] })
    const moved = world.reschedule(old.invitee, now + 2e8)
    expect(moved.event).not.toBe(old.event)
    expect(world.event(old.event)?.status).toBe('canceled')
    expect(seatOf(world, old.invitee)).toMatchObject({ rescheduled: true, new_invitee: moved.invitee })
    expect(seatOf(world, moved.invitee)).toMatchObject({
      ...ada,
      status: 'active',
      rescheduled: false,
      old_invitee: old.invitee,
      questions_and_answers: answers,
    })
    expect(world.event(moved.event)?.event_guests).toMatchObject([{ email: 'g@guests.example' }])
  })

  it('inside a group moves one seat between running events', async () => {
    const { world, people } = await emptyWorld()
    const eventType = addGroupType(world, people.adviser)
    const [mine] = [ada, bob].map((invitee) => world.book({ eventType, start: now + 1e8, invitee }))
    const other = world.book({ eventType, start: now + 2e8, invitee: bob })
    const moved = world.reschedule(mine?.invitee ?? '', now + 2e8)
    expect(moved.event).toBe(other.event)
    expect(world.event(mine?.event ?? '')).toMatchObject({
      status: 'active',
      invitees_counter: { total: 2, active: 1 },
    })
    expect(world.event(other.event)?.invitees_counter).toMatchObject({ total: 2, active: 2 })
  })
})

describe('changes in place', () => {
  it('no-shows, guests and hosts move no stamp; place and time do', async () => {
    const { world, clock, people } = await emptyWorld()
    const { event, invitee } = world.book({ start: now - 1e7, invitee: ada })
    clock.advance(60_000)
    const { updated_at } = world.event(event) ?? {}
    const seat = seatOf(world, invitee)
    world.markNoShow(invitee)
    expect(seatOf(world, invitee)).toMatchObject({ updated_at: seat?.updated_at, no_show: {} })
    world.unmarkNoShow(invitee)
    expect(seatOf(world, invitee)).toEqual(seat)
    world.addGuest(event, 'guest@guests.example')
    world.reassignHost(event, { to: people.member })
    expect(world.event(event)).toMatchObject({ updated_at, event_memberships: [{ user: people.member }] })
    expect(world.truthFor(people.adviser)).toEqual([])
    world.changeStartTime(event, now + 5e7)
    expect((world.event(event)?.updated_at ?? '') > (updated_at ?? '')).toBe(true)
    const { end_time, start_time } = world.event(event) ?? {}
    expect(Date.parse(end_time ?? '') - Date.parse(start_time ?? '')).toBe(30 * 60_000)
  })

  it('anonymising replaces a person everywhere and nobody else', async () => {
    const { world } = await emptyWorld()
    const one = world.book({ start: now + 1e8, invitee: ada })
    const two = world.book({ start: now + 2e8, invitee: bob })
    expect(world.anonymise('ADA@client.example')).toBe(1)
    expect(JSON.stringify(world.invitees(one.event))).not.toMatch(/ada/i)
    expect(seatOf(world, two.invitee)).toMatchObject(bob)
  })
})
