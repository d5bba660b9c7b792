import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMeetings } from '../engine/support/mirror.ts'
import { type Rig, startRig, syncNow } from '../engine/support/rig.ts'

/* Absence from a list is a question, never an answer (design, "The one idea"; H13, H16, I3). */

let rig: Rig & { readonly userId: string }

beforeAll(async () => {
  rig = await startRig({ simulator: { world: 'empty' } })
})
afterAll(() => rig?.close())

test('a meeting that a sound list leaves out lives on while Calendly still answers for it', async () => {
  const { simulator, clock } = rig
  const { adviser } = simulator.people
  for (const days of [1, 2, 3]) {
    simulator.world.book({
      host: adviser,
      start: clock.now() + days * 86_400_000,
      durationMinutes: 30,
      invitee: { name: 'Ann', email: `ann${days}@example.com`, timezone: 'Europe/Berlin' },
    })
  }
  expect(await syncNow(rig.sync, rig.userId)).toMatchObject({ state: 'succeeded', new: 3 })

  const shown = simulator.world.truthFor(adviser).map(({ event }) => event)
  const collection = shown.slice(0, 2)
  const pagination = {
    count: 2,
    next_page: null,
    previous_page: null,
    next_page_token: null,
    previous_page_token: null,
  }
  simulator.faults.add({
    template: '/scheduled_events',
    kind: 'status',
    status: 200,
    body: { collection, pagination },
  })
  simulator.requests.clear()
  expect(await syncNow(rig.sync, rig.userId)).toMatchObject({ deleted: 0, updated: 0 })
  const meetings = await readMeetings(rig.sync, rig.userId)
  expect([...meetings.values()].map((meeting) => meeting.isDeleted)).toEqual([false, false, false])
  // It was asked for by itself: that is what kept it.
  expect(simulator.requests.count({ template: '/scheduled_events/{uuid}' })).toBe(1)
})
