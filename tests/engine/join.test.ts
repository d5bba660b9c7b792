import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMeetings } from './support/mirror.ts'
import { finished, type Rig, startRig, syncNow } from './support/rig.ts'
import { last } from './support/truth.ts'

let rig: Rig & { readonly userId: string }

beforeAll(async () => {
  rig = await startRig({ simulator: { world: 'meetings', meetings: 30 } })
})
afterAll(() => rig?.close())

test('fifty people who press the button at once get one run, with the list calls of one run', async () => {
  const lists = { template: '/scheduled_events' }
  rig.simulator.requests.clear()
  await syncNow(rig.sync, rig.userId)
  const ofOneRun = rig.simulator.requests.count(lists)

  rig.simulator.requests.clear()
  const held = rig.simulator.faults.hold(lists)
  const calls = Array.from({ length: 50 }, () => rig.sync.sync(rig.userId, { waitMs: 0 }))
  const answers = await Promise.all(calls)
  await held.arrived
  held.release()
  const runs = await Promise.all(answers.map((run) => finished(rig.sync, rig.userId, run.id)))

  expect(rig.simulator.requests.count(lists)).toBe(ofOneRun)
  expect(new Set(runs.flatMap((run) => run.accounts.map((account) => account.id))).size).toBe(1)
  expect(new Set(runs.map((run) => JSON.stringify([run.state, run.errors])))).toEqual(
    new Set(['["succeeded",[]]']),
  )
})

test('a press during a scheduled tick joins the tick', async () => {
  rig.simulator.requests.clear()
  const held = rig.simulator.faults.hold({ template: '/scheduled_events' })
  const tick = await rig.sync.trigger('everyone', rig.userId)
  await held.arrived
  const joined = await rig.sync.sync(rig.userId)
  held.release()
  expect(joined.accounts.map((account) => account.id)).toEqual(tick.accounts.map((account) => account.id))
  expect(await finished(rig.sync, rig.userId, joined.id)).toMatchObject({ state: 'succeeded' })
})

test.each(['manual', 'operator'] as const)(
  'a %s sync during the re-read of one meeting is more than that re-read',
  async (trigger) => {
    const { world, people } = rig.simulator
    const known = world.truthFor(people.adviser)[0]?.event.uri ?? ''
    const held = rig.simulator.faults.hold({ template: '/scheduled_events/{uuid}' })
    await rig.pool.query('UPDATE calendly_sync.scheduled_events SET reread_at = now() WHERE uuid = $1', [
      last(known),
    ])
    await held.arrived
    const booked = world.book({
      start: rig.clock.now() + 86_400_000,
      invitee: { name: 'New Comer', email: `${trigger}@client.example` },
    })
    const asked =
      trigger === 'manual' ? await rig.sync.sync(rig.userId) : await rig.sync.trigger(rig.userId, rig.userId)
    held.release()
    await finished(rig.sync, rig.userId, asked.id)
    expect([...(await readMeetings(rig.sync, rig.userId)).keys()]).toContain(last(booked.event))
  },
)
