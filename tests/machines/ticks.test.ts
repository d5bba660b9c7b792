import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSync } from 'calendly-sync-engine'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../packages/engine/src/store/merge/model/random.ts'
import { createRig, type Rig } from '../engine/support/rig.ts'
import { type EngineProcess, startEngineProcess } from '../engine/support/start-engine-process.ts'
import { differences } from '../engine/support/truth.ts'
import { until } from '../engine/support/until.ts'
import { type Machine, startChaos } from './support/chaos.ts'
import { named, watchLateWrites } from './support/late-writes.ts'

/*
 * H33, F13: three processes tick five accounts once a second while one after the other is frozen past its lease and
 * woken, killed, or drained and begun anew, and Calendly changes all the time. One clock is an hour slow, one an hour fast (H28). A pair is an account and a slot of the
 * grid. It is run once when exactly one run of the account answers for the slot; the slots that came while a run waited
 * for its lease share that one run, as ticks that find a run under way always do. It is missed when none does: two
 * processes are up at any time, so that somebody can always claim, and no slot has an excuse.
 */

const ticks = process.env.PROVE ? 200 : 20
const seed = Number(process.env.SEED ?? 1)
const hourMs = 3_600_000
const dayMs = 24 * hourMs

let rig: Rig
const hosts = new Map<string, string>()
const machines: (Machine & { end(): Promise<void> })[] = []

beforeAll(async () => {
  rig = await createRig({ simulator: { world: 'firm' } })
  const sync = await rig.start({
    users: 'matched',
    calendly: { personalAccessToken: rig.simulator.tokens.admin },
  })
  for (const { email, uri } of rig.simulator.world.users().slice(3, 8)) {
    const id = randomUUID()
    hosts.set(id, uri)
    await sync.users.ensure({ id, email, isEmailVouched: true })
  }
  await until('five accounts with their first import behind them', async () => {
    const accounts = await sync.accounts.list('everyone')
    return accounts.length === 5 && accounts.every((account) => account.completeAsOf !== null)
  })
  await sync.stop()
}, 180_000)

afterAll(async () => {
  await Promise.all(machines.map((one) => one.end()))
  await rig?.close()
})

test(
  `three processes that are struck at random (seed ${seed}) run every account once a tick for ${ticks} ticks`,
  async () => {
    const late = await watchLateWrites(rig.pool)
    // Answers take their time, so that whoever is struck is mostly in the middle of a run, with a page that grows old.
    rig.simulator.faults.add({ template: '/scheduled_events', kind: 'delay', delayMs: 500 })
    for (let n = 0; n < 3; n++) machines.push(await aMachine(`process ${n}`, late.holds, (n - 1) * hourMs))
    const struck: string[] = []
    const chaos = startChaos(seed, machines, apparitions, (what) =>
      struck.push(`${new Date().toISOString()} ${what}`),
    )
    const life = startLife(seed)
    await until(
      `${ticks} ticks of each account, and the hardest blows`,
      async () =>
        chaos.blows['freeze past the lease'] > 0 &&
        chaos.blows.kill > 0 &&
        (await late.count()).takeovers > 0 &&
        (await fewestSlots()) > ticks,
      ticks * 3000 + 120_000,
    )
    await chaos.stop()
    await life.stop()
    // What was frozen or killed last is taken over, and the ticks that begin after it have seen everything.
    const settled = await until(
      'an end of every run',
      async () => (await unfinishedOlderThan(2)) === 0 && Date.now(),
      60_000,
    )
    await until('a whole tick after it', async () => (await lastBeginMs()) > settled)
    await Promise.all(machines.map((one) => one.drain()))

    const pairs = await figures()
    if (pairs.missed > 0) console.log(await holes(), struck)
    const writes = await late.count()
    console.log(
      `${pairs.slots} pairs of account and tick, ${pairs.runs} runs (${pairs.shared} pairs shared one); ` +
        `twice ${pairs.twice}, missed ${pairs.missed}, overlaps ${pairs.overlaps}, taken over ${writes.takeovers}, late writes ${writes.late}; ` +
        `${life.count()} changes in Calendly; ${JSON.stringify(chaos.blows)}`,
    )
    expect(pairs).toMatchObject({ twice: 0, missed: 0, overlaps: 0 })
    expect(pairs.slots).toBeGreaterThan(ticks * 5)
    expect(await late.told()).toEqual([])
    expect(writes.takeovers).toBeGreaterThan(0)
    expect(chaos.blows['freeze past the lease']).toBeGreaterThan(0)
    expect(chaos.blows.kill).toBeGreaterThan(0)
    const reader = createSync({
      users: 'matched',
      database: { connectionString: rig.connectionString },
      calendly: {},
    })
    for (const [userId, host] of hosts)
      expect(await differences(reader, userId, rig.simulator.world, host)).toEqual([])
    await reader.stop()
  },
  ticks * 6000 + 300_000,
)

async function aMachine(
  name: string,
  holds: (name: string) => Promise<boolean>,
  skewMs: number,
): Promise<(typeof machines)[number]> {
  const start = () =>
    startEngineProcess({
      users: 'matched',
      skewMs,
      database: { connectionString: named(rig.connectionString, name) },
      calendly: {
        origin: rig.url,
        personalAccessToken: rig.simulator.tokens.admin,
        timeouts: { headersMs: 60_000, totalMs: 60_000 }, // a page that came while it was frozen is read when it wakes
      },
      schedule: { startupDelayMs: 500, intervalMs: 1000 },
    })
  let running: EngineProcess = await start()
  return {
    isBusy: () => holds(name),
    freeze: () => running.signal('SIGSTOP'),
    wake: () => running.signal('SIGCONT'),
    kill: () => running.end('SIGKILL'),
    drain: () => running.end('SIGTERM'),
    end: () => running.end('SIGKILL'),
    begin: async () => {
      running = await start()
    },
  }
}

/**
 * Meetings that are there when a page is read and have never been when it arrives: whoever was frozen with such a page
 * and writes it all the same is found out. Who saw one in time marks it gone.
 */
function apparitions(): () => void {
  const { world } = rig.simulator
  const booked = [...hosts.values()].map((host) =>
    world.book({
      eventType: world.addEventType({ name: 'Apparition', hosts: [host] }),
      start: rig.clock.now() + dayMs,
      invitee: { name: 'Nobody', email: 'nobody@client.example' },
    }),
  )
  return () => {
    for (const { event } of booked) world.deleteEvent(event)
  }
}

/** Books and cancels meetings of the five, one change after the other. */
function startLife(from: number) {
  const random = createRandom(from + 1)
  const uris = [...hosts.values()]
  const { world } = rig.simulator
  const types = new Map(uris.map((uri) => [uri, world.addEventType({ name: 'Chaos', hosts: [uri] })]))
  const booked: string[] = []
  let changes = 0
  let isOver = false
  const living = (async () => {
    while (!isOver) {
      const host = uris[random.below(uris.length)] ?? ''
      const eventType = types.get(host)
      const old = booked.length > 5 ? booked.splice(random.below(booked.length), 1)[0] : undefined
      if (old !== undefined && random.below(2) === 0) world.cancelEvent(old)
      else if (eventType !== undefined) {
        const start = rig.clock.now() + dayMs + random.below(10_000) * 60_000
        const invitee = { name: `Client ${changes}`, email: `client${changes}@example.com` }
        booked.push(world.book({ eventType, start, invitee }).event)
      }
      changes += 1
      rig.clock.advance(100)
      await sleep(100 + random.below(400))
    }
  })()
  return {
    count: () => changes,
    async stop() {
      isOver = true
      await living
    },
  }
}

const slots = `
  SELECT r.account_id, r.id AS run, s.slot FROM calendly_sync.sync_runs s
  JOIN calendly_sync.sync_run_accounts m ON m.run_id = s.id JOIN calendly_sync.account_runs r ON r.id = m.account_run_id
  WHERE s.slot IS NOT NULL`

async function figures() {
  const { rows } = await rig.pool.query<
    Record<'slots' | 'runs' | 'shared' | 'twice' | 'missed' | 'overlaps', number>
  >(`
    WITH slots AS (${slots}),
    pairs AS (SELECT account_id, slot, count(*) AS runs FROM slots GROUP BY 1, 2),
    steps AS (SELECT slot - lag(slot) OVER (PARTITION BY account_id ORDER BY slot) AS step FROM pairs)
    SELECT (SELECT count(*)::int FROM pairs) AS slots, (SELECT count(DISTINCT run)::int FROM slots) AS runs,
      (SELECT count(*)::int - count(DISTINCT run)::int FROM slots) AS shared,
      (SELECT count(*)::int FROM pairs WHERE runs > 1) AS twice,
      (SELECT coalesce(sum(round(extract(epoch FROM step)) - 1), 0)::int FROM steps WHERE step IS NOT NULL) AS missed,
      (SELECT count(*)::int FROM calendly_sync.account_runs a JOIN calendly_sync.account_runs b USING (account_id)
        WHERE a.id < b.id AND a.started_at < coalesce(b.finished_at, 'infinity')
          AND b.started_at < coalesce(a.finished_at, 'infinity')) AS overlaps`)
  if (!rows[0]) throw new Error('counts answer one row')
  return rows[0]
}

/** Where slots are missing, and the grids that were laid: what to look at when one is. */
async function holes(): Promise<unknown> {
  const { rows } = await rig.pool.query(`
    SELECT account_id, before, slot FROM (
      SELECT account_id, slot, lag(slot) OVER (PARTITION BY account_id ORDER BY slot) AS before FROM (${slots}) all_slots
    ) steps WHERE slot - before > interval '1.5 s' ORDER BY slot`)
  return rows
}

async function number(text: string, values: unknown[] = []): Promise<number> {
  const { rows } = await rig.pool.query<{ n: number }>(text, values)
  return Number(rows[0]?.n)
}

const fewestSlots = () =>
  number(`SELECT coalesce(min(n), 0) AS n FROM (
    SELECT count(DISTINCT slot) AS n FROM calendly_sync.accounts a LEFT JOIN (${slots}) s ON s.account_id = a.id GROUP BY a.id) counted`)

const unfinishedOlderThan = (seconds: number) =>
  number(
    `SELECT count(*) AS n FROM calendly_sync.account_runs WHERE finished_at IS NULL AND queued_at < now() - $1 * interval '1 s'`,
    [seconds],
  )

/** When the newest finished tick began, of the account that lags the most. */
const lastBeginMs = () =>
  number(`SELECT min(last) AS n FROM (SELECT max(extract(epoch FROM r.started_at) * 1000) AS last FROM calendly_sync.account_runs r
    WHERE r.trigger = 'schedule' AND r.finished_at IS NOT NULL GROUP BY r.account_id) ended`)
