import { setTimeout as sleep } from 'node:timers/promises'
import { expect, type TestContext, test } from 'vitest'
import { type Firm, startFirm, wrongAnywhere } from './support/firm.ts'
import { type EngineProcess, startEngineProcess } from './support/start-engine-process.ts'
import { last } from './support/truth.ts'
import { until } from './support/until.ts'

/* A sweep among machines (H33, H35): one leads, all its accounts are fenced, and another takes over. */

const ticks = process.env.PROVE ? 100 : 8
const people = process.env.PROVE ? 8 : 4
const dayMs = 86_400_000
const organizationList = {
  template: '/scheduled_events',
  when: ({ query }: { readonly query: Readonly<Record<string, string>> }) => query.user === undefined,
}

/** Members on one token, imported, and nobody who works. Of each test its own: they mostly wait, side by side. */
async function newScene({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const firm = await startFirm(0, people)
  const processes: EngineProcess[] = []
  onTestFinished(async () => {
    await Promise.all(processes.map((one) => one.end('SIGKILL')))
    await firm.close()
  })
  await firm.sync.stop()
  return {
    firm,
    async begin(intervalMs: number): Promise<EngineProcess> {
      const one = await startEngineProcess({
        users: 'matched',
        database: { connectionString: firm.connectionString },
        calendly: { origin: firm.url, personalAccessToken: firm.simulator.tokens.admin },
        schedule: { startupDelayMs: 500, intervalMs },
      })
      processes.push(one)
      return one
    },
    async endAll(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
      await Promise.all(processes.map((one) => one.end(signal)))
    },
  }
}

test('two processes sweep once a tick: every account once, one list, and the lines that an operator greps for', async (context) => {
  const { firm, begin, endAll } = await newScene(context)
  firm.simulator.requests.clear()
  const both = [await begin(1000), await begin(1000)]
  await until(`${ticks} ticks`, async () => (await slots(firm)).length > ticks, ticks * 4000 + 60_000)
  await endAll('SIGTERM')

  const ran = await slots(firm)
  // The end may have come in the middle of the last one: who of it was not claimed yet stays due.
  const whole = ran.slice(0, -1)
  expect(whole.filter(({ accounts, runs }) => accounts !== people || runs !== people)).toEqual([])
  const gaps = ran.slice(1).map(({ at }, i) => Math.round(at - (ran[i]?.at ?? 0)))
  expect(gaps.filter((gapMs) => gapMs !== 1000)).toEqual([])
  expect(await count(firm, overlaps)).toBe(0)
  const lists = firm.simulator.requests
    .all()
    .filter(({ template, query }) => template === organizationList.template && !query.page_token)
  // A list that the end of a process cut off is begun again by nobody here.
  expect(lists.filter((one) => organizationList.when(one)).length).toBeLessThanOrEqual(ran.length + 2)
  const lines = both.flatMap((one) => one.lines).join('\n')
  const completed = ran.filter(({ announced }) => announced).length
  expect(lines.split('✅ [Scheduled Sync] Completed: 0 new, 0 updated, 0 errors').length - 1).toBe(completed)
  expect(lines.split(`Found ${people} user(s) to sync`).length - 1).toBe(ran.length)
  // A run that lasts longer than a slot serves the next one too, and ends once.
  for (const { userId } of firm.members)
    expect(lines.split(`✅ User ${userId}: 0 new, 0 updated`).length - 1).toBe(
      await count(firm, ticksOf, [userId]),
    )
}, 900_000)

test.concurrent('a leader that waits long keeps every lease, and one that is stopped gives every run back at once', async (context) => {
  const { firm, begin, endAll } = await newScene(context)
  // Longer than a lease, and than the deadline of a call, which is made anew then.
  const held = firm.simulator.faults.hold({ ...organizationList, nth: 1, times: 10 })
  const slow = await begin(5000)
  await held.arrived
  const other = await begin(5000)
  const { rows: before } = await firm.pool.query<{ id: string; holder: string }>(unfinished)
  expect(before).toHaveLength(people)
  await sleep(18_000)
  expect((await firm.pool.query(unfinished)).rows).toEqual(before)
  await other.end('SIGTERM')
  await slow.end('SIGTERM')
  held.release()
  expect((await firm.pool.query(unfinished)).rows).toEqual([])
  const ids = before.map(({ id }) => id)
  expect(await count(firm, finishedOf, [ids])).toBe(0)
  await begin(5000)
  await until('the end of every run', async () => (await count(firm, finishedOf, [ids])) === people, 12_000)
  await endAll('SIGTERM')
}, 180_000)

test.concurrent('a leader that is killed in the middle of a list leaves every account to one that takes them over', async (context) => {
  const { firm, begin, endAll } = await newScene(context)
  const { world } = firm.simulator
  const [, first, second] = firm.members
  if (!first || !second) throw new Error('the firm has members')
  const moved = bookFor(firm, first.host, 2)
  const fresh = bookFor(firm, second.host, 3)
  const held = firm.simulator.faults.hold({ ...organizationList, nth: 2 })
  const victim = await begin(5000)
  await held.arrived
  const { rows: left } = await firm.pool.query(unfinished)
  expect(left).toHaveLength(people)
  await victim.end('SIGKILL')
  held.release()
  world.reassignHost(moved.event, { from: first.host, to: second.host })
  await begin(5000)
  const ids = left.map(({ id }) => id)
  await until('the end of every run', async () => (await count(firm, finishedOf, [ids])) === people)
  await endAll('SIGTERM')

  const { rows } = await firm.pool.query(ended, [ids])
  expect(rows.filter(({ state }) => state !== 'succeeded')).toEqual([])
  expect(new Set(rows.map(({ holder }) => holder)).has(left[0]?.holder)).toBe(false)
  expect(new Set(rows.map(({ holder }) => holder)).size).toBe(1)
  expect(await runsThatTold(firm, fresh.event)).toEqual([second.userId])
  expect(await count(firm, overlaps)).toBe(0)
  await firm.start({ users: 'matched', calendly: { personalAccessToken: firm.simulator.tokens.admin } })
  expect(await wrongAnywhere(firm)).toEqual([])
  await firm.sync.stop()
}, 180_000)

test.concurrent('a leader that freezes past its leases writes nothing for anybody when it wakes', async (context) => {
  const { firm, begin } = await newScene(context)
  const { world, faults, requests, people: cast } = firm.simulator
  // Only the frozen process's answers show these: before anybody else looks they are deleted without a trace.
  const apparitions = firm.members.map(({ host }, n) => bookFor(firm, host, 4 + n).event)
  const held = faults.hold(organizationList)
  const frozen = await begin(5000)
  await held.arrived
  frozen.signal('SIGSTOP')
  for (const event of apparitions) world.deleteEvent(event)
  const { rows: left } = await firm.pool.query(unfinished)
  expect(left).toHaveLength(people)
  const heir = await begin(5000)
  const ids = left.map(({ id }) => id)
  await until('the end of every run', async () => (await count(firm, finishedOf, [ids])) === people)
  await heir.end('SIGTERM')
  const before = await mirror(firm)
  requests.clear()
  held.release()
  frozen.signal('SIGCONT')
  // By then it has read its stale pages, failed to write them, and gone on to other work.
  await until('the woken process at work again', () => requests.count({ user: cast.admin }) > 10)
  await frozen.end('SIGTERM')
  const seen = await count(
    firm,
    'SELECT count(*) FROM calendly_sync.scheduled_events WHERE uuid = ANY ($1)',
    [apparitions.map(last)],
  )
  expect(seen).toBe(0)
  expect(await mirror(firm)).toEqual(before)
  expect(await count(firm, overlaps)).toBe(0)
}, 180_000)

function bookFor(firm: Firm, host: string, hours: number): { event: string; invitee: string } {
  return firm.simulator.world.book({
    host,
    start: firm.clock.now() + dayMs + hours * 3_600_000,
    invitee: { name: 'Guest', email: `guest${hours}@client.example` },
    location: { kind: 'physical', text: 'Markt 5' },
  })
}

/** What each slot was made of. */
async function slots(firm: Firm) {
  const { rows } = await firm.pool.query<{
    at: number
    accounts: number
    runs: number
    announced: boolean
  }>(`
    SELECT (extract(epoch FROM s.slot) * 1000)::float8 AS at, count(DISTINCT r.account_id)::int AS accounts,
      count(*)::int AS runs, s.announced_at IS NOT NULL AS announced
    FROM calendly_sync.sync_runs s JOIN calendly_sync.sync_run_accounts m ON m.run_id = s.id
    JOIN calendly_sync.account_runs r ON r.id = m.account_run_id
    WHERE s.slot IS NOT NULL GROUP BY s.id ORDER BY s.slot`)
  return rows
}

const overlaps = `
  SELECT count(*) FROM calendly_sync.account_runs a JOIN calendly_sync.account_runs b USING (account_id)
  WHERE a.id < b.id AND a.started_at < coalesce(b.finished_at, 'infinity') AND b.started_at < coalesce(a.finished_at, 'infinity')`

const unfinished = `
  SELECT id, holder FROM calendly_sync.account_runs WHERE finished_at IS NULL AND holder IS NOT NULL ORDER BY id`

/** $1 user. */
const ticksOf = `
  SELECT count(*) FROM calendly_sync.account_runs
  WHERE user_id = $1 AND trigger = 'schedule' AND finished_at IS NOT NULL`

/** $1 runs. */
const finishedOf = `
  SELECT count(*) FROM calendly_sync.account_runs WHERE id = ANY ($1::uuid[]) AND finished_at IS NOT NULL`
const ended = 'SELECT state, holder FROM calendly_sync.account_runs WHERE id = ANY ($1::uuid[])'

/** Whose runs a meeting's history names. */
async function runsThatTold(firm: Firm, event: string): Promise<string[]> {
  const { rows } = await firm.pool.query<{ user_id: string }>(
    `SELECT DISTINCT r.user_id FROM calendly_sync.changes c JOIN meetings m ON m.id = c.meeting_id
     JOIN calendly_sync.account_runs r ON r.id = c.account_run_id WHERE m.calendly_event_uuid = $1`,
    [last(event)],
  )
  return rows.map((row) => row.user_id)
}

async function mirror(firm: Firm): Promise<unknown> {
  const { rows } = await firm.pool.query(`
    SELECT (SELECT count(*) FROM calendly_sync.changes) AS changes,
      (SELECT md5(string_agg(e::text, '' ORDER BY id)) FROM calendly_sync.scheduled_events e) AS events,
      (SELECT md5(string_agg(m::text, '' ORDER BY id)) FROM meetings m) AS meetings`)
  return rows
}

async function count(firm: Firm, text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await firm.pool.query<{ count: string }>(text, values)
  return Number(rows[0]?.count)
}
