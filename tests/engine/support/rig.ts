import {
  createSimulator,
  manualClock,
  type Simulator,
  type SimulatorClock,
  type SimulatorOptions,
} from 'calendly-simulator'
import { createSync, type Log, type Run, type Sync, type SyncOptions } from 'calendly-sync-engine'
import pg from 'pg'
import { createTestDatabase } from '../../support/database.ts'
import { leapingClock } from './leaping-clock.ts'
import { until } from './until.ts'

export interface RigOptions {
  readonly simulator?: SimulatorOptions
  readonly sync?: Partial<Omit<SyncOptions, 'database'>>
  /** Told the simulator's address before any engine starts. */
  readonly before?: (url: string) => void
}

/** A simulated Calendly, a database of its own, and engines between the two. */
export interface Rig {
  readonly simulator: Simulator
  /** Stands still until a test moves it; the engine reads the same one. */
  readonly clock: SimulatorClock
  readonly url: string
  readonly connectionString: string
  /** For looking behind the engine's back. */
  readonly pool: pg.Pool
  /** The engine that was started last. */
  readonly sync: Sync
  /** Starts an engine, beside others that may run, without waiting for anything. */
  start(options?: RigOptions['sync']): Promise<Sync>
  close(): Promise<void>
}

const quarterHourMs = 15 * 60_000
const longMs = 86_400_000

/** Brings up everything but the engine; `rig.start` brings up that. No tick comes by itself, unless asked for. */
export async function createRig(options: RigOptions = {}): Promise<Rig> {
  const database = await createTestDatabase()
  // A whole quarter of an hour: bookings of the tests are on the grid of half hours that advisers use.
  const clock = manualClock(Math.floor(Date.now() / quarterHourMs) * quarterHourMs)
  const simulator = await createSimulator({
    clock,
    rateLimitPerMinute: Number.POSITIVE_INFINITY,
    ...options.simulator,
  })
  const { url } = await simulator.listen()
  options.before?.(url)
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 3 })
  pool.on('error', () => {})
  const engines: Sync[] = []
  return {
    simulator,
    clock,
    url,
    connectionString: database.connectionString,
    pool,
    get sync() {
      const latest = engines.at(-1)
      if (!latest) throw new Error('No engine runs; call rig.start() first.')
      return latest
    },
    async start(overrides = {}) {
      const asked = { ...options.sync, ...overrides }
      const sync = createSync({
        users: 'local',
        clock: leapingClock(() => clock.now()),
        random: () => 0,
        ...asked,
        ...(process.env.ENGINE_LOG ? { log: loudLog } : {}),
        database: { connectionString: database.connectionString },
        calendly: { origin: url, personalAccessToken: simulator.tokens.adviser, ...asked.calendly },
        schedule: { startupDelayMs: longMs, intervalMs: longMs, ...asked.schedule },
      })
      engines.push(sync)
      await sync.start()
      return sync
    },
    async close() {
      simulator.faults.clear()
      await Promise.all(engines.map((sync) => sync.stop()))
      await pool.end()
      await simulator.close()
      await database.drop()
    },
  }
}

/** A rig whose engine has imported everything. */
export async function startRig(options: RigOptions = {}): Promise<Rig & { readonly userId: string }> {
  const rig = await createRig(options)
  await rig.start()
  const userId = await localUser(rig.sync)
  await importRun(rig.sync, userId)
  // Not spread: the getters of a rig must stay alive.
  return Object.assign(Object.create(rig), { userId })
}

export function localUser(sync: Sync): Promise<string> {
  return until('the local user', () => sync.users.local())
}

/** The first import, once it has ended. */
export async function importRun(sync: Sync, userId: string): Promise<Run> {
  return until('the end of the first import', async () => {
    const { data } = await sync.runs.list({ userId, isOperator: false }, { trigger: 'import' })
    return data.find((run) => run.finishedAt !== null)
  })
}

/** A manual sync, waited for to its very end. */
export async function syncNow(sync: Sync, userId: string): Promise<Run> {
  const asked = await sync.sync(userId, { waitMs: 30_000 })
  return finished(sync, userId, asked.id)
}

/** A run, once it has ended. */
export async function finished(sync: Sync, userId: string, runId: string): Promise<Run> {
  return until('the end of the run', async () => {
    const run = await sync.runs.get({ userId, isOperator: false }, runId)
    return run?.finishedAt ? run : undefined
  })
}

const loudLog: Log = {
  debug: () => {},
  info: (msg, facts) => console.log(msg, facts ?? ''),
  warn: (msg, facts) => console.log('WARN', msg, facts ?? ''),
  error: (msg, facts) => console.log('ERROR', msg, facts ?? ''),
}
