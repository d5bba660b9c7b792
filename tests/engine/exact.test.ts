import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMeetings } from './support/mirror.ts'
import { createRig, importRun, localUser, type Rig, syncNow } from './support/rig.ts'
import { rowsWritten } from './support/rows-written.ts'
import { expectTruth, last, truthInWindow } from './support/truth.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let rig: Rig
let userId: string
let meant: ReturnType<typeof bookTargets>

beforeAll(async () => {
  rig = await createRig()
  meant = bookTargets(rig)
  await rig.start()
  userId = await localUser(rig.sync)
})
afterAll(() => rig?.close())

test('an import ends in a mirror equal to Calendly, with every meeting counted once', async () => {
  const run = await importRun(rig.sync, userId)
  const { world, people } = rig.simulator
  await expectTruth(rig.sync, userId, world, people.adviser)
  const truth = truthInWindow(world, people.adviser)
  const live = truth.filter(({ event }) => event.status === 'active').length
  expect(run).toMatchObject({
    state: 'succeeded',
    new: live,
    deleted: truth.length - live,
    updated: 0,
    unchanged: 0,
    errors: [],
  })
})

test('a second sync with nothing changed writes no row and reads no invitees, in another process too', async () => {
  const before = await rowsWritten(rig)
  await rig.start()
  rig.simulator.requests.clear()
  const run = await syncNow(rig.sync, userId)
  const checked = truthInWindow(rig.simulator.world, rig.simulator.people.adviser).length
  expect(run).toMatchObject({ state: 'succeeded', new: 0, updated: 0, deleted: 0, unchanged: checked })
  expect(rig.simulator.requests.count({ template: '/scheduled_events/{uuid}/invitees' })).toBe(0)
  expect(await rowsWritten(rig)).toEqual(before)
})

test('every kind of change arrives with one sync, counted exactly', async () => {
  await rig.start()
  const { world, people } = rig.simulator
  const start = inDays(5)
  world.book({ start, invitee: { name: 'New Comer', email: 'new.comer@client.example' } })
  world.cancelInvitee(meant.canceledByClient.invitee, { reason: 'ill' })
  world.cancelEvent(meant.canceledByHost.event, { reason: 'holiday' })
  world.cancelInvitee(meant.group.invitee, { reason: 'no time' })
  const moved = world.reschedule(meant.moved.invitee, inDays(6))
  world.changeStartTime(meant.shifted.event, inDays(7))
  world.changeLocation(meant.elsewhere.event, { kind: 'physical', text: 'Markt 5, Bonn' })
  world.addGuest(meant.withGuest.event, 'spouse@client.example')
  world.setNotes(meant.noted.event, 'bring the papers')
  world.reassignHost(meant.handedOver.event, { from: people.adviser, to: people.member })
  world.markNoShow(meant.missedBy.invitee)
  world.deleteEvent(meant.erased.event)
  // Past the conferences' being set up, and past an hour after the meeting that somebody did not come to.
  rig.clock.advance(40 * minuteMs)

  const run = await syncNow(rig.sync, userId)
  await expectTruth(rig.sync, userId, world, people.adviser)
  expect(run).toMatchObject({
    state: 'succeeded',
    new: 2, // booked, and the new half of the move
    updated: 5, // group, shifted, elsewhere, guest, no-show; notes are not part of a meeting's row
    deleted: 5, // twice canceled, the old half of the move, handed over, erased
    errors: [],
  })
  const meetings = await readMeetings(rig.sync, userId)
  const stateOf = ({ event }: { event: string }) => {
    const meeting = meetings.get(last(event))
    return [meeting?.isDeleted, meeting?.syncStatus, meeting?.deletedReason]
  }
  expect(stateOf(meant.canceledByClient)).toEqual([true, 'deleted', 'canceled'])
  expect(stateOf(meant.canceledByHost)).toEqual([true, 'deleted', 'canceled'])
  expect(stateOf(meant.group)).toEqual([false, 'synced', null])
  expect(stateOf(meant.handedOver)).toEqual([true, 'deleted', 'reassigned'])
  expect(stateOf(meant.erased)).toEqual([true, 'deleted', 'gone'])
  expect(meetings.get(last(moved.event))?.rescheduledFrom).toBe(meetings.get(last(meant.moved.event))?.id)
  expect(meetings.get(last(meant.moved.event))?.rescheduledTo).toBe(meetings.get(last(moved.event))?.id)
})

test('dead meetings leave the default list and stay in the full one', async () => {
  const dead = [meant.canceledByClient, meant.canceledByHost, meant.handedOver, meant.erased, meant.moved]
  const window = {
    from: new Date(inDays(0)).toISOString(),
    to: new Date(inDays(30)).toISOString(),
    limit: 200,
  }
  const shown = await rig.sync.meetings.list(userId, window)
  const all = await rig.sync.meetings.list(userId, { ...window, includeDeleted: true })
  const uuids = (page: typeof all) => page.data.map((meeting) => meeting.calendlyEventUuid)
  for (const { event } of dead) {
    expect.soft(uuids(shown)).not.toContain(last(event))
    expect.soft(uuids(all)).toContain(last(event))
  }
  expect(uuids(shown)).toContain(last(meant.group.event))
})

test('a meeting that comes back to its host is live again and counts as updated', async () => {
  const { world, people } = rig.simulator
  world.reassignHost(meant.handedOver.event, { from: people.member, to: people.adviser })
  const run = await syncNow(rig.sync, userId)
  expect(run).toMatchObject({ state: 'succeeded', new: 0, updated: 1, deleted: 0 })
  await expectTruth(rig.sync, userId, world, people.adviser)
})

/** Meetings of our own, so that what happens to them does not depend on what the seeded world holds. */
function bookTargets({ simulator: { world, people }, clock }: Rig) {
  const group = world.eventTypes().find((type) => type.kind === 'group' && type.active)
  if (!group) throw new Error('the adviser offers a group')
  const solo = world.addEventType({ name: 'Target', hosts: [people.adviser] })
  let number = 0
  const someone = () => ({ name: `Target ${++number}`, email: `target${number}@client.example` })
  const book = (start = inDays(3) + number * hourMs) =>
    world.book({ eventType: solo, start, invitee: someone() })
  const booked = world.at(clock.now() - dayMs, () => {
    const targets = {
      canceledByClient: book(),
      canceledByHost: book(),
      moved: book(),
      shifted: book(),
      elsewhere: book(),
      withGuest: book(),
      noted: book(),
      handedOver: book(),
      erased: book(),
      // Ended half an hour ago: its no-shows are asked for an hour after the end.
      missedBy: book(clock.now() - hourMs),
      group: world.book({ eventType: group.uri, start: inDays(4), invitee: someone() }),
    }
    world.book({ eventType: group.uri, start: inDays(4), invitee: someone() })
    return targets
  })
  return booked
}

/** Half past some hour that no seeded meeting has. */
function inDays(days: number): number {
  return rig.clock.now() + days * dayMs + 7 * minuteMs
}
