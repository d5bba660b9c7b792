import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { readMeetings } from './support/mirror.ts'
import { type Rig, startRig, syncNow } from './support/rig.ts'
import { expectTruth, last } from './support/truth.ts'
import { startVeil, type Veil } from './support/veil.ts'

const oneEvent = { template: '/scheduled_events/{uuid}' }
const list = { template: '/scheduled_events' }
const meetings = 200

let veil: Veil
let rig: Rig & { readonly userId: string }

beforeAll(async () => {
  let simulatorUrl = ''
  veil = await startVeil(() => simulatorUrl)
  rig = await startRig({
    simulator: { world: 'meetings', meetings, upcoming: 150 },
    sync: { calendly: { origin: veil.url } },
    before: (url) => {
      simulatorUrl = url
    },
  })
})
beforeEach(async () => {
  // Another day, on which nothing is missing yet.
  await rig.pool.query('UPDATE calendly_sync.accounts SET asked_count = 0, brake_since = NULL')
  await rig.pool.query('UPDATE calendly_sync.meeting_accounts SET missing_since = NULL, asked_at = NULL')
  rig.simulator.requests.clear()
})
afterEach(() => {
  rig.simulator.faults.clear()
  veil.showAll()
})
afterAll(async () => {
  await rig?.close()
  await veil?.close()
})

test('an empty list kills nothing, asks at most twenty questions a day, and says so', async () => {
  const before = await rig.sync.status(rig.userId)
  rig.simulator.faults.add({ ...list, kind: 'emptyList' })
  const runs = [await syncNow(rig.sync, rig.userId), await syncNow(rig.sync, rig.userId)]
  for (const run of runs) {
    expect(run).toMatchObject({ state: 'partial', deleted: 0, updated: 0 })
    expect(run.errors.map((error) => error.code)).toContain('missing_meetings')
  }
  expect(rig.simulator.requests.count(oneEvent)).toBeLessThanOrEqual(20)
  expect(await liveMeetings()).toBe(meetings)
  const { completeAsOf, accounts } = await rig.sync.status(rig.userId)
  expect(completeAsOf).toBe(before.completeAsOf)
  expect(accounts[0]?.problem).toMatchObject({ code: 'missing_meetings', nextStep: expect.any(String) })

  rig.simulator.faults.clear()
  expect(await syncNow(rig.sync, rig.userId)).toMatchObject({
    state: 'succeeded',
    new: 0,
    updated: 0,
    deleted: 0,
  })
  expect((await rig.sync.status(rig.userId)).accounts[0]?.problem).toBeNull()
  await expectTruth(rig.sync, rig.userId, rig.simulator.world, rig.simulator.people.adviser)
})

test('a token that has gone blind (an empty list, and 404 for every meeting) kills nothing', async () => {
  rig.simulator.faults.add({ ...list, kind: 'emptyList' })
  rig.simulator.faults.add({ ...oneEvent, kind: 'status', status: 404 })
  const run = await syncNow(rig.sync, rig.userId)
  expect(run).toMatchObject({ state: 'partial', deleted: 0, updated: 0 })
  expect(run.errors.map((error) => error.code)).toContain('missing_meetings')
  // Twenty questions, and one meeting read for comparison.
  expect(rig.simulator.requests.count(oneEvent)).toBeLessThanOrEqual(21)
  expect(await liveMeetings()).toBe(meetings)
})

test('half a list and 404 for the other half kill nothing while no known meeting can be read', async () => {
  const { world, people } = rig.simulator
  for (const { event } of world.truthFor(people.adviser).slice(-80)) veil.hide(last(event.uri))
  rig.simulator.faults.add({ ...oneEvent, kind: 'status', status: 404 })
  const run = await syncNow(rig.sync, rig.userId)
  expect(run).toMatchObject({ state: 'partial', deleted: 0 })
  expect(await liveMeetings()).toBe(meetings)
})

test('one meeting that is truly deleted is gone, and lives again when it is seen again', async () => {
  const { world, people } = rig.simulator
  const target = last(world.truthFor(people.adviser).at(-1)?.event.uri ?? '')
  veil.hide(target)
  expect(await syncNow(rig.sync, rig.userId)).toMatchObject({ state: 'succeeded', deleted: 1, updated: 0 })
  const gone = (await readMeetings(rig.sync, rig.userId)).get(target)
  expect(gone).toMatchObject({ isDeleted: true, deletedReason: 'gone', syncStatus: 'deleted' })
  expect(await liveMeetings()).toBe(meetings - 1)

  veil.showAll()
  expect(await syncNow(rig.sync, rig.userId)).toMatchObject({ state: 'succeeded', deleted: 0, updated: 1 })
  await expectTruth(rig.sync, rig.userId, world, people.adviser)
})

async function liveMeetings(): Promise<number> {
  const all = await readMeetings(rig.sync, rig.userId)
  return [...all.values()].filter((meeting) => !meeting.isDeleted).length
}
