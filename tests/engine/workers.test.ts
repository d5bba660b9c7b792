import { randomUUID } from 'node:crypto'
import { expect, type TestContext, test } from 'vitest'
import { createRig, type Rig } from './support/rig.ts'
import { type EngineProcess, startEngineProcess } from './support/start-engine-process.ts'
import { last } from './support/truth.ts'
import { until } from './support/until.ts'

/** Ticks of one account; the five accounts together do five times as many. */
const ticks = process.env.PROVE ? 200 : 20
const dayMs = 86_400_000

/** Five accounts with their first import behind them, and nobody who works. Of each test its own: they wait side by side. */
async function fiveAccounts({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const rig = await createRig({ simulator: { world: 'firm' } })
  const processes: EngineProcess[] = []
  onTestFinished(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')))
    await rig.close()
  })
  const personalAccessToken = rig.simulator.tokens.admin
  const sync = await rig.start({ users: 'matched', calendly: { personalAccessToken } })
  for (const { email } of rig.simulator.world.users().slice(3, 8)) {
    await sync.users.ensure({ id: randomUUID(), email, isEmailVouched: true })
  }
  await until('five accounts with their first import behind them', async () => {
    const accounts = await sync.accounts.list('everyone')
    return accounts.length === 5 && accounts.every((account) => account.completeAsOf !== null)
  })
  await sync.stop()
  return {
    rig,
    async begin(intervalMs: number): Promise<EngineProcess> {
      const one = await startEngineProcess({
        users: 'matched',
        database: { connectionString: rig.connectionString },
        calendly: { origin: rig.url, personalAccessToken },
        schedule: { startupDelayMs: 500, intervalMs },
      })
      processes.push(one)
      return one
    },
  }
}

test.concurrent('two processes on one database tick every account once a second, none twice, none never', async (context) => {
  const { rig, begin } = await fiveAccounts(context)
  const both = [await begin(1000), await begin(1000)]
  await until(
    `${ticks} ticks of each account`,
    async () => {
      const ticked = await slotsByAccount(rig)
      return ticked.size === 5 && [...ticked.values()].every((slots) => slots.length > ticks)
    },
    ticks * 3000 + 60_000,
  )
  await Promise.all(both.map((one) => one.end('SIGTERM')))

  expect(await count(rig, overlaps)).toBe(0)
  for (const slots of (await slotsByAccount(rig)).values()) {
    const gaps = slots.slice(1).map((slotMs, i) => Math.round(slotMs - (slots[i] ?? 0)))
    expect(gaps.filter((gapMs) => gapMs !== 1000)).toEqual([])
  }
  const unwell =
    "SELECT count(*) FROM calendly_sync.account_runs WHERE finished_at IS NOT NULL AND state <> 'succeeded'"
  expect(await count(rig, unwell)).toBe(0)
}, 900_000)

test.concurrent('a process that freezes past its lease in the middle of a run writes nothing when it wakes', async (context) => {
  const { rig, begin } = await fiveAccounts(context)
  const { world, faults, requests } = rig.simulator
  const host = world.users()[3]?.uri ?? ''
  // An interval of its own is a list of its own; how a shared one fares is told in sweep-machines.test.ts.
  await rig.pool.query(
    "UPDATE calendly_sync.accounts SET sync_interval = interval '5 s', next_sync_at = now() WHERE calendly_user = $1",
    [host],
  )
  const apparition = world.book({
    eventType: world.addEventType({ name: 'Apparition', hosts: [host] }),
    start: rig.clock.now() + dayMs,
    invitee: { name: 'Nobody', email: 'nobody@client.example' },
  })
  const held = faults.hold({ template: '/scheduled_events', when: ({ query }) => query.user === host })
  const frozen = await begin(5000)
  await held.arrived
  frozen.signal('SIGSTOP')
  // Only the frozen process's answer shows this meeting: before anybody else looks it is deleted without a trace.
  world.deleteEvent(apparition.event)
  const { rows } = await rig.pool.query<{ id: string; holder: string }>(runOf, [host])
  const [run] = rows
  const heir = await begin(5000)
  await until(
    'the end of the run that another process took over',
    async () => (await count(rig, takenOver, [run?.id, run?.holder])) > 0,
  )
  await heir.end('SIGTERM')
  const before = await mirror(rig)
  requests.clear()
  held.release()
  frozen.signal('SIGCONT')
  // By then it has read its stale page, failed to write it, and gone on to other work.
  await until(
    'the woken process at work again',
    () => requests.count({ user: rig.simulator.people.admin }) > 5,
  )
  await frozen.end('SIGTERM')

  const uuid = last(apparition.event)
  expect(
    await count(rig, 'SELECT count(*) FROM calendly_sync.scheduled_events WHERE uuid = $1', [uuid]),
  ).toBe(0)
  expect(await mirror(rig)).toEqual(before)
  expect(await count(rig, overlaps)).toBe(0)
}, 180_000)

const overlaps = `
  SELECT count(*) FROM calendly_sync.account_runs a JOIN calendly_sync.account_runs b USING (account_id)
  WHERE a.id < b.id AND a.started_at < coalesce(b.finished_at, 'infinity') AND b.started_at < coalesce(a.finished_at, 'infinity')`

/** When the slots of each account began, epoch milliseconds, a slot as often as it was run. */
async function slotsByAccount(rig: Rig): Promise<Map<string, number[]>> {
  const { rows } = await rig.pool.query<{ id: string; slots: number[] }>(`
    SELECT r.account_id AS id, array_agg((extract(epoch FROM s.slot) * 1000)::float8 ORDER BY s.slot) AS slots
    FROM calendly_sync.sync_runs s JOIN calendly_sync.sync_run_accounts m ON m.run_id = s.id
    JOIN calendly_sync.account_runs r ON r.id = m.account_run_id
    WHERE s.slot IS NOT NULL GROUP BY r.account_id`)
  return new Map(rows.map(({ id, slots }) => [id, slots]))
}

/** $1 Calendly user. */
const runOf = `
  SELECT r.id, r.holder FROM calendly_sync.account_runs r JOIN calendly_sync.accounts a ON a.id = r.account_id
  WHERE a.calendly_user = $1 AND r.finished_at IS NULL`

/** $1 run of an account, $2 who held it. */
const takenOver = `
  SELECT count(*) FROM calendly_sync.account_runs WHERE id = $1 AND holder <> $2 AND finished_at IS NOT NULL`

async function mirror(rig: Rig): Promise<unknown> {
  const { rows } = await rig.pool.query(`
    SELECT (SELECT count(*) FROM calendly_sync.changes) AS changes,
      (SELECT md5(string_agg(e::text, '' ORDER BY id)) FROM calendly_sync.scheduled_events e) AS events,
      (SELECT md5(string_agg(m::text, '' ORDER BY id)) FROM meetings m) AS meetings`)
  return rows
}

async function count(rig: Rig, text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await rig.pool.query<{ count: string }>(text, values)
  return Number(rows[0]?.count)
}
