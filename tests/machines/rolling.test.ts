import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { imported, until } from '../server/support/installation.ts'
import { freePort, startServer, type TestServer } from '../support/server.ts'
import { bookingBody } from '../webhooks/support/deliveries.ts'
import { fillAgenda } from '../webhooks/support/practice.ts'
import { createStage, type Stage } from '../webhooks/support/stage.ts'
import { type Balancer, openBalancer } from './support/balancer.ts'

/*
 * A rolling restart: two processes that do everything behind a balancer, one after the other ended by SIGTERM and begun
 * anew, while clients read, press the button and deliver webhooks. None of them sees a failure.
 */

const rounds = process.env.PROVE ? 10 : 1
let stage: Stage
let balancer: Balancer
const servers: TestServer[] = []
const ports: number[] = []

beforeAll(async () => {
  stage = await createStage()
  fillAgenda(stage.simulator)
  for (let n = 0; n < 2; n++) ports.push(await freePort())
  servers.push(...(await Promise.all(ports.map(begin))))
  const [first] = servers
  if (first) await imported(first)
  balancer = await openBalancer(servers.map(({ url }) => url))
}, 120_000)

afterAll(async () => {
  await balancer?.close()
  await Promise.all(servers.map((one) => one.stop()))
  await stage?.close()
})

function begin(port: number): Promise<TestServer> {
  return startServer({
    ...stage.environment,
    PORT: String(port),
    SHUTDOWN_DELAY_SECONDS: '2',
    SYNC_INTERVAL_MINUTES: '1',
    SYNC_STARTUP_DELAY_SECONDS: '1',
    LOG_LEVEL: 'warn',
  })
}

interface Load {
  readonly statuses: Map<string, number>
  readonly delivered: string[]
  stop(): Promise<void>
}

/** Clients that keep their connections, as browsers and Calendly do. */
function startLoad(url: string, phase: () => string): Load {
  const statuses = new Map<string, number>()
  const delivered: string[] = []
  let isOver = false
  const note = (what: string) => statuses.set(what, (statuses.get(what) ?? 0) + 1)

  async function ask(name: string, path: string, init: RequestInit = {}): Promise<boolean> {
    try {
      const answer = await fetch(`${url}${path}`, init)
      await answer.arrayBuffer()
      note(`${name} ${answer.status}`)
      return answer.ok
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
      note(`${name} ${cause instanceof Error ? cause.message : 'failed'} (${phase()})`)
      return false
    }
  }

  async function repeat(everyMs: number, step: () => Promise<unknown>): Promise<void> {
    while (!isOver) await Promise.all([step(), sleep(everyMs)])
  }

  async function deliver(): Promise<void> {
    const { eventUuid, body } = bookingBody(stage.simulator.people.adviser)
    const headers = { 'content-type': 'application/json' }
    if (await ask('deliver', '/api/calendly/webhook', { method: 'POST', headers, body }))
      delivered.push(eventUuid)
  }

  const clients = [
    ...Array.from({ length: 4 }, () => repeat(20, () => ask('read', '/api/meetings?view=upcoming'))),
    repeat(20, () => ask('status', '/api/calendly/status')),
    ...Array.from({ length: 2 }, () =>
      repeat(100, () => ask('sync', '/api/calendly/sync', { method: 'POST' })),
    ),
    ...Array.from({ length: 2 }, () => repeat(50, deliver)),
  ]
  return {
    statuses,
    delivered,
    async stop() {
      isOver = true
      await Promise.all(clients)
    },
  }
}

test(
  `two servers are restarted in turn, ${rounds} times, and no client sees a failure`,
  async () => {
    let doing = { what: 'all are up', sinceMs: performance.now() }
    const now = (what: string) => {
      doing = { what, sinceMs: performance.now() }
    }
    const load = startLoad(
      balancer.url,
      () => `${doing.what} for ${(performance.now() - doing.sinceMs).toFixed(0)} ms`,
    )
    await sleep(1000)
    for (let round = 0; round < rounds; round++) {
      for (const [n, port] of ports.entries()) {
        now(`server ${n} is ending`)
        await servers[n]?.stop()
        now(`server ${n} is down`)
        servers[n] = await begin(port)
        now('all are up')
        await sleep(500) // the balancer has seen it
      }
    }
    await load.stop()
    const failures = [...load.statuses].filter(([what]) => !/ 20[02]$/.test(what))
    console.log([...load.statuses].map(([what, count]) => `${what}: ${count}`).join(', '))
    expect(failures).toEqual([])
    expect(load.statuses.get('read 200')).toBeGreaterThan(100)
    expect(load.statuses.get('sync 200')).toBeGreaterThan(5)
    // What was taken is applied, whoever took it and whoever was ended meanwhile.
    const { rows } = await until(
      () => stage.pool.query('SELECT FROM meetings WHERE calendly_event_uuid = ANY($1)', [load.delivered]),
      (found) => found.rowCount === load.delivered.length,
    )
    expect(rows.length).toBe(load.delivered.length)
    expect(load.delivered.length).toBeGreaterThan(50)
  },
  120_000 + rounds * 120_000,
)
