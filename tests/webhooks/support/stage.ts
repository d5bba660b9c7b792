import { randomBytes } from 'node:crypto'
import { createSimulator, type Simulator, type SimulatorOptions } from 'calendly-simulator'
import { createSync, type Sync } from 'calendly-sync-engine'
import pg from 'pg'
import { readConfig } from '../../../packages/server/src/config.ts'
import { serve } from '../../../packages/server/src/main.ts'
import { getJson, type Json, listLog, until } from '../../server/support/installation.ts'
import { createTestDatabase } from '../../support/database.ts'
import { freePort } from '../../support/server.ts'

/** A Calendly and a database that outlive the servers between them, so that servers can be moved, doubled and killed. */
export interface Stage {
  readonly simulator: Simulator
  /** Origin of the simulator's API. */
  readonly calendlyUrl: string
  /** For looking behind the server's back, and for moving its clocks. */
  readonly pool: pg.Pool
  /** Reads the mirror; nothing runs in it. */
  readonly mirror: Sync
  /** Settings of every server on this stage: its database, its Calendly, its keys. */
  readonly environment: Readonly<Record<string, string>>
  /** Starts a server in this process and waits until it is ready. */
  serve(environment?: Readonly<Record<string, string>>): Promise<Served>
  /** An engine that is asked by hand, as another process would have one: nothing is shared but the database. */
  engine(publicUrl: string): Sync
  /** Stops every server and engine, and takes everything away. */
  close(): Promise<void>
}

/** A server in this process. */
export interface Served {
  readonly url: string
  readonly log: readonly string[]
  stop(): Promise<void>
}

export interface StageOptions {
  readonly simulator?: SimulatorOptions
  /** Of the installation; the adviser's when left out. */
  readonly token?: (simulator: Simulator) => string
  /** Another database than one of the run's own cluster; it is left as it is. */
  readonly connectionString?: string
}

export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const simulator = await createSimulator({
    world: 'empty',
    rateLimitPerMinute: Number.POSITIVE_INFINITY,
    ...options.simulator,
  })
  const token = options.token?.(simulator) ?? simulator.tokens.adviser
  const { url: calendlyUrl } = await simulator.listen()
  const database = options.connectionString ? undefined : await createTestDatabase()
  const connectionString = options.connectionString ?? database?.connectionString ?? ''
  const pool = new pg.Pool({ connectionString, max: 3 })
  pool.on('error', () => {})
  const mirror = createSync({ users: 'local', database: { connectionString }, calendly: {} })
  const encryptionKey = randomBytes(32)
  const environment = {
    DATABASE_URL: connectionString,
    CALENDLY_PERSONAL_ACCESS_TOKEN: token,
    CALENDLY_API_URL: calendlyUrl,
    ENCRYPTION_KEYS: `test:${encryptionKey.toString('base64')}`,
    SYNC_STARTUP_DELAY_SECONDS: '86400', // ticks come when a test wants them
  }
  const running: Served[] = []
  const engines: Sync[] = []
  return {
    simulator,
    calendlyUrl,
    pool,
    mirror,
    environment,
    async serve(extra = {}) {
      const served = await startServing({ PORT: String(await freePort()), ...environment, ...extra })
      running.push(served)
      return served
    },
    engine(publicUrl) {
      const engine = createSync({
        users: 'local',
        database: { connectionString },
        calendly: { origin: calendlyUrl, personalAccessToken: token },
        webhooks: { publicUrl },
        encryptionKeys: [{ id: 'test', key: encryptionKey }],
      })
      engines.push(engine)
      return engine
    },
    async close() {
      simulator.faults.clear()
      await Promise.all([...running, ...engines, mirror].map((one) => one.stop()))
      await pool.end()
      await simulator.close()
      await database?.drop()
    },
  }
}

async function startServing(environment: Readonly<Record<string, string>>): Promise<Served> {
  const { config } = readConfig(environment, false)
  const stopping = new AbortController()
  const log: string[] = []
  let ended: Promise<number> | undefined
  const url = await new Promise<string>((resolve, reject) => {
    ended = serve({ config, log: listLog(log), signal: stopping.signal, onListening: resolve })
    ended.then((code) => reject(new Error(`ended with ${code}:\n${log.join('\n')}`)), reject)
  })
  await until(
    () => fetch(`${url}/readyz`),
    (answer) => answer.ok,
  )
  return {
    url,
    log,
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

/** The installation's only user, once everything was imported. */
export async function importedUser({ pool }: Pick<Stage, 'pool'>): Promise<string> {
  const { rows } = await until(
    () =>
      pool.query<{ user_id: string }>(
        "SELECT user_id FROM calendly_sync.account_runs WHERE trigger = 'import' AND finished_at IS NOT NULL",
      ),
    (found) => found.rows.length > 0,
  )
  return rows[0]?.user_id ?? ''
}

/**
 * A tick as it comes a quarter of an hour after the last one, when it is the subscription's turn again; waited for to
 * its end.
 */
export async function tick({ pool }: Pick<Stage, 'pool'>, url: string): Promise<Json> {
  await pool.query("UPDATE calendly_sync.webhook_health SET checked_at = checked_at - interval '15 min'")
  const { body } = await getJson(`${url}/api/calendly/scheduler/trigger`, { method: 'POST' })
  const { body: run } = await until(
    () => getJson(`${url}/api/calendly/runs/${body.runId}`),
    (answer) => typeof answer.body.finishedAt === 'string',
  )
  return run
}
