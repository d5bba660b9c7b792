import { describe, expect, it } from 'vitest'
import { manualClock } from '../clock.ts'
import { createSimulator } from '../simulator.ts'

const now = Date.UTC(2026, 10, 22, 20, 7)

describe('the adviser world', () => {
  it('has every kind of meeting, fate and place, and something to see today and soon', async () => {
    const { world, people } = await createSimulator({ world: 'adviser', clock: manualClock(now) })
    const meetings = world.truthFor(people.adviser)
    const events = meetings.map(({ event }) => event)
    const invitees = meetings.flatMap((meeting) => meeting.invitees)
    expect(events.length).toBeGreaterThan(300)
    expect(new Set(events.map((event) => event.location?.type))).toEqual(
      new Set([
        undefined,
        'physical',
        'outbound_call',
        'inbound_call',
        'ask_invitee',
        'custom',
        'google_conference',
        'zoom',
        'gotomeeting',
        'microsoft_teams_conference',
        'webex_conference',
      ]),
    )
    const startsIn = (event: { start_time: string }) => Date.parse(event.start_time) - now
    expect(events.some((event) => startsIn(event) > 0 && startsIn(event) < 36e5)).toBe(true)
    expect(events.filter((event) => Math.abs(startsIn(event)) < 3 * 864e5).length).toBeGreaterThan(3)
    expect(Math.min(...events.map(startsIn))).toBeLessThan(-700 * 864e5)
    expect(Math.max(...events.map(startsIn))).toBeGreaterThan(60 * 864e5)
    expect(events.some((event) => event.event_memberships.length > 1)).toBe(true)
    expect(events.some((event) => event.event_guests.length > 0)).toBe(true)
    expect(events.some((event) => event.invitees_counter.active > 2)).toBe(true)
    const has = (test: (invitee: (typeof invitees)[number]) => unknown) => invitees.some(test)
    expect(has((one) => one.no_show)).toBe(true)
    expect(has((one) => one.payment)).toBe(true)
    expect(has((one) => one.reconfirmation)).toBe(true)
    expect(has((one) => one.questions_and_answers.length > 2)).toBe(true)
    expect(has((one) => one.text_reminder_number)).toBe(true)
    expect(has((one) => one.tracking.utm_source)).toBe(true)
    expect(has((one) => one.old_invitee && one.new_invitee)).toBe(true)
    expect(has((one) => one.cancellation?.canceler_type === 'host')).toBe(true)
    expect(has((one) => one.cancellation?.canceler_type === 'invitee')).toBe(true)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for is anything beyond ASCII
    expect(has((one) => /[^\x00-\x7f]/.test(one.name))).toBe(true)
    const people_ = new Set(invitees.map((one) => one.email))
    expect(people_.size).toBeLessThan(invitees.length / 2)
  })

  it('knows nothing that happened after now', async () => {
    const { world } = await createSimulator({ world: 'adviser', clock: manualClock(now) })
    for (const event of world.events()) {
      for (const body of [event, ...world.invitees(event.uri)]) {
        expect(Date.parse(body.updated_at)).toBeLessThan(now + 1000)
        expect(body.created_at <= body.updated_at).toBe(true)
      }
    }
  })

  it('is the same for the same seed and another for another', async () => {
    const made = await Promise.all(
      [1, 1, 2].map((seed) => createSimulator({ seed, clock: manualClock(now) })),
    )
    const [one, same, other] = made.map(({ world }) => JSON.stringify(world.events()))
    expect(one === same).toBe(true)
    expect(one === other).toBe(false)
  })
})

describe('the firm', () => {
  it('has fifty users with roles, pools, a collective, a webinar and meetings for everyone', async () => {
    const { world, people } = await createSimulator({ world: 'firm', clock: manualClock(now) })
    const roles = world.memberships().map(({ role }) => role)
    expect(roles).toHaveLength(50)
    expect(roles.filter((role) => role === 'owner')).toHaveLength(1)
    expect(roles.filter((role) => role === 'admin')).toHaveLength(2)
    const types = world.eventTypes()
    expect(new Set(types.map((type) => type.pooling_type))).toEqual(
      new Set([null, 'round_robin', 'collective']),
    )
    expect(types.some((type) => type.kind === 'group')).toBe(true)
    for (const user of world.users()) expect(world.truthFor(user.uri).length).toBeGreaterThan(0)
    expect(world.memberships().find(({ user }) => user.uri === people.adviser)?.role).toBe('user')
    expect(new Set(world.users().map(({ slug }) => slug)).size).toBe(50)
  })
})

describe('the world of so many meetings', () => {
  it('has exactly as many as asked for, ahead and soon', async () => {
    const { world, people } = await createSimulator({
      world: 'meetings',
      meetings: 1_000,
      upcoming: 300,
      soon: 60,
      clock: manualClock(now),
    })
    const starts = world.truthFor(people.adviser).map(({ event }) => Date.parse(event.start_time))
    expect(starts).toHaveLength(1_000)
    expect(starts.filter((start) => start > now)).toHaveLength(300)
    expect(starts.filter((start) => start > now && start < now + 14 * 864e5)).toHaveLength(60)
    expect(starts).toEqual([...starts].sort((left, right) => left - right))
  })
})
