import type { Simulator } from 'calendly-simulator'
import { expect, test } from 'vitest'
import { createRig, finished, importRun, localUser, type Rig } from './support/rig.ts'
import { startEngineProcess } from './support/start-engine-process.ts'
import { expectTruth, truthInWindow } from './support/truth.ts'
import { until } from './support/until.ts'

/*
 * An import is stopped at its n-th call to Calendly and taken up by another engine. It must end as if nothing had
 * happened, in the same run, with every meeting counted once.
 */

/** A small import makes some thirty calls: whose the token is, the slices of the window, the invitees. */
const everyCall = Array.from({ length: 29 }, (_, i) => i + 1)
const drainedAt = process.env.PROVE ? everyCall : everyCall.filter((call) => call % 5 === 1)
const killedAt = process.env.PROVE ? everyCall.filter((call) => call % 3 === 2) : [5, 9, 17, 26]

test.concurrent('an import drained at any call and taken up ends as if it had not been', async () => {
  // Three at a time: most of it is waiting.
  for (let first = 0; first < drainedAt.length; first += 3)
    await Promise.all(drainedAt.slice(first, first + 3).map((call) => interrupt(call, drainAt)))
}, 600_000)

test.concurrent('an import killed at a call and taken up by another process ends as if it had not been', async () => {
  await Promise.all(killedAt.map((call) => interrupt(call, killAt)))
}, 600_000)

type Interruption = (rig: Rig, isReached: () => boolean) => Promise<void>

async function interrupt(call: number, how: Interruption): Promise<void> {
  const rig = await smallRig()
  try {
    await how(rig, atCall(rig.simulator, call))
    rig.simulator.faults.clear()
    const second = await rig.start()
    await expectWhole(rig, await localUser(second))
  } finally {
    await rig.close()
  }
}

async function drainAt(rig: Rig, isReached: () => boolean): Promise<void> {
  const first = await rig.start()
  await until('the call', isReached)
  await first.stop()
}

async function killAt(rig: Rig, isReached: () => boolean): Promise<void> {
  const victim = await startEngineProcess({
    users: 'local',
    database: { connectionString: rig.connectionString },
    calendly: { origin: rig.url, personalAccessToken: rig.simulator.tokens.adviser },
    schedule: { startupDelayMs: 86_400_000, intervalMs: 86_400_000 },
  })
  try {
    await until('the call', isReached)
  } finally {
    await victim.end('SIGKILL')
  }
}

async function expectWhole(rig: Rig, userId: string): Promise<void> {
  const { world, people } = rig.simulator
  const run = await importRun(rig.sync, userId)
  expect(await finished(rig.sync, userId, run.id)).toMatchObject({ state: 'succeeded', errors: [] })
  await expectTruth(rig.sync, userId, world, people.adviser)
  const truth = truthInWindow(world, people.adviser)
  const live = truth.filter(({ event }) => event.status === 'active').length
  expect(run).toMatchObject({ new: live, deleted: truth.length - live, updated: 0 })
  const { rows } = await rig.pool.query('SELECT count(*)::int AS runs FROM calendly_sync.account_runs')
  expect(rows).toEqual([{ runs: 1 }])
}

async function smallRig(): Promise<Rig> {
  const rig = await createRig({ simulator: { world: 'meetings', meetings: 14, upcoming: 6 } })
  const { world, people } = rig.simulator
  const meetings = world.truthFor(people.adviser)
  const [past, ahead] = [meetings[0], meetings.at(-1)]
  if (past) world.cancelEvent(past.event.uri)
  if (ahead?.invitees[0]) world.reschedule(ahead.invitees[0].uri, rig.clock.now() + 3 * 86_400_000)
  rig.clock.advance(60_000)
  return rig
}

/** The call is held, so that who waits for it interrupts in the middle of it. */
function atCall(simulator: Simulator, call: number): () => boolean {
  let isReached = false
  void simulator.faults.hold({ nth: call }).arrived.then(() => {
    isReached = true
  })
  return () => isReached
}
