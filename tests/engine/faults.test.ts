import type { FaultTarget, Simulator } from 'calendly-simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMeetings } from './support/mirror.ts'
import { createRig, importRun, localUser, type Rig, startRig, syncNow } from './support/rig.ts'
import { differences } from './support/truth.ts'
import { until } from './support/until.ts'
import {
  limits,
  listTroubles,
  refusals,
  silence,
  troubles,
  type UpstreamFault,
} from './support/upstream-faults.ts'

/*
 * Every fault on every route, one after the other against one mirror: something changes in Calendly, the fault is
 * there, a sync runs; then the fault is gone and the next sync finds everything. Only a list of several pages needs many
 * meetings.
 */

interface Route {
  readonly name: string
  readonly calendar: () => Calendar
  readonly target: FaultTarget
  readonly faults: readonly UpstreamFault[]
  /** Changes something, so that the sync has to read this route. */
  readonly change: (simulator: Simulator) => void
}

const dayMs = 86_400_000

const routes: readonly Route[] = [
  {
    name: 'the first page of the list',
    calendar: () => full,
    target: { template: '/scheduled_events', when: ({ query }) => !query.page_token },
    faults: [...refusals, ...limits, ...troubles, ...listTroubles],
    change: bookOne,
  },
  {
    name: 'a middle page of the list',
    calendar: () => full,
    target: { template: '/scheduled_events', when: ({ query }) => query.page_token !== undefined },
    faults: [...refusals, ...troubles, ...listTroubles],
    change: bookOne,
  },
  {
    name: 'a meeting that the list does not show any more',
    calendar: () => small,
    target: { template: '/scheduled_events/{uuid}' },
    faults: troubles,
    change: ({ world, people }) => {
      const [target] = world.truthFor(people.adviser).slice(-1)
      if (target) world.reassignHost(target.event.uri, { from: people.adviser, to: people.member })
    },
  },
  {
    name: 'the invitees of a meeting',
    calendar: () => small,
    target: { template: '/scheduled_events/{uuid}/invitees' },
    faults: [...troubles, ...listTroubles],
    change: bookOne,
  },
]

type Calendar = Rig & { readonly userId: string }
let small: Calendar
let full: Calendar

beforeAll(async () => {
  small = await startRig({ simulator: { world: 'meetings', meetings: 22, upcoming: 20 } })
  full = await startRig({ simulator: { world: 'meetings', meetings: 205, upcoming: 203 } })
}, 120_000)
afterAll(async () => {
  await small?.close()
  await full?.close()
})

test.each(routes)(
  'nothing stored is lost, whatever happens to $name',
  async (route) => {
    expect(await meetAll(route.faults, route)).toEqual([])
  },
  180_000,
)

// Two that wait, side by side; the other one has a rig of its own.
test.concurrent('nothing stored is lost when Calendly never answers', async () => {
  for (const { sync, start } of [small, full]) {
    await sync.stop()
    await start({ calendly: { timeouts: { totalMs: 1000 } } })
  }
  for (const route of routes) expect(await meetAll([silence], route)).toEqual([])
}, 180_000)

test.concurrent('users/me in trouble delays the connection and nothing else', async () => {
  const own = await createRig({ simulator: { world: 'meetings', meetings: 10 } })
  try {
    const { faults } = own.simulator
    let repair = faults.add({ template: '/users/me', kind: 'html' })
    await own.start()
    for (const fault of [...refusals, ...troubles]) {
      repair()
      const fired = faults.fired().length
      repair = faults.add({ template: '/users/me', ...fault.effect })
      await until(`${fault.name} on users/me`, () => faults.fired().length > fired)
      expect(await own.sync.users.local(), fault.name).toBeUndefined()
    }
    repair()
    const userId = await localUser(own.sync)
    expect(await importRun(own.sync, userId)).toMatchObject({ state: 'succeeded', new: 10 })
  } finally {
    await own.close()
  }
}, 120_000)

async function meetAll(
  faults: readonly UpstreamFault[],
  { calendar, target, change }: Route,
): Promise<string[]> {
  const complaints: string[] = []
  for (const fault of faults) {
    change(calendar().simulator)
    for (const complaint of await meetFault(calendar(), target, fault))
      complaints.push(`${fault.name}: ${complaint}`)
  }
  return complaints
}

/** @returns what is wrong with how the engine took the fault, or with the sync after it. */
async function meetFault(
  { sync, userId, simulator }: Calendar,
  target: FaultTarget,
  fault: UpstreamFault,
): Promise<string[]> {
  const { world, people, faults } = simulator
  const before = await sync.status(userId)
  const stored = await readMeetings(sync, userId)
  const fired = faults.fired().length
  const repair = faults.add({ ...target, ...fault.effect })
  const run = await syncNow(sync, userId)
  repair()
  const error = run.errors.at(-1)
  const after = await sync.status(userId)
  const kept = await readMeetings(sync, userId)
  const dead = [...stored].filter(([uuid, meeting]) => {
    const isRight = world.event(uuid)?.status === 'canceled'
    return !isRight && !meeting.isDeleted && kept.get(uuid)?.isDeleted !== false
  })
  const next = await syncNow(sync, userId)
  const healed = (await sync.status(userId)).accounts[0]
  return [
    ...(faults.fired().length > fired ? [] : ['it never happened']),
    ...(run.state === 'partial' || run.state === 'failed' ? [] : [`the run is ${run.state}`]),
    ...(fault.codes.includes(error?.code ?? '') ? [] : [`the code is ${error?.code}`]),
    ...(/\w+ .*\w+/.test(error?.message ?? '') ? [] : [`the sentence is ${error?.message}`]),
    ...(after.completeAsOf === before.completeAsOf ? [] : ['completeAsOf moved']),
    ...(after.accounts[0]?.problem ? [] : ['the account has no problem']),
    ...dead.map(([uuid]) => `${uuid} was lost`),
    ...(next.state === 'succeeded' ? [] : [`the next run is ${next.state}: ${JSON.stringify(next.errors)}`]),
    ...(healed?.state === 'active' && !healed.problem ? [] : [`the account stays ${healed?.state}`]),
    ...(await differences(sync, userId, world, people.adviser)),
  ]
}

function bookOne({ world }: Simulator): void {
  const number = world.size
  world.book({
    start: world.now() + 200 * dayMs + number * 60_000,
    invitee: { name: `Late ${number}`, email: `late${number}@client.example` },
    location: { kind: 'physical', text: 'Markt 5' },
  })
}

test.each(refusals)(
  'invitees refused with $name are found a quarter of an hour later',
  async ({ effect }) => {
    const { simulator, sync, userId } = small
    const before = await sync.status(userId)
    bookOne(simulator)
    const repair = simulator.faults.add({ template: '/scheduled_events/{uuid}/invitees', ...effect })
    const run = await syncNow(sync, userId)
    repair()
    expect(run).toMatchObject({ state: 'partial', new: 1, errors: [{ code: 'invitees_unreadable' }] })
    expect((await sync.status(userId)).completeAsOf).toBe(before.completeAsOf)
    // The quarter of an hour passes.
    await small.pool.query(
      "UPDATE calendly_sync.scheduled_events SET reread_at = reread_at - interval '15 min'",
    )
    await until('the re-read', async () => (await complaints()).length === 0)
  },
)

test('a list of invitees that is suddenly empty is not believed at once', async () => {
  const { simulator, sync, userId } = small
  bookOne(simulator)
  const repair = simulator.faults.add({ template: '/scheduled_events/{uuid}/invitees', kind: 'emptyList' })
  await syncNow(sync, userId)
  repair()
  await syncNow(sync, userId)
  expect(await complaints()).toEqual([])
})

function complaints(): Promise<string[]> {
  return differences(small.sync, small.userId, small.simulator.world, small.simulator.people.adviser)
}
