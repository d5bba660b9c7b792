import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { migrate } from '../../packages/engine/src/store/migrate.ts'
import { until } from '../server/support/installation.ts'
import { freePort, startServer, type TestServer } from '../support/server.ts'
import { type CrashCluster, startCrashCluster } from './support/crash-cluster.ts'
import { percentile } from './support/post.ts'
import { createStage, importedUser, type Stage } from './support/stage.ts'
import { type Sent, type Stream, startStream } from './support/stream.ts'

/*
 * I1, H30, H34, F3: a delivery that was answered with 200 is in the inbox, whatever dies. The database here forgets
 * whatever a database may forget.
 */

const stops = process.env.PROVE ? 20 : 3
const perSecond = process.env.PROVE ? 300 : 100
const key = 'key-of-a-hand-made-subscription'
const stranger = 'https://api.calendly.com/users/SOMEBODYELSE'
const patience = 60_000 + stops * 30_000

let cluster: CrashCluster | undefined
let stage: Stage | undefined
let server: TestServer | undefined
let stream: Stream | undefined

afterEach(async () => {
  await stream?.stop()
  await server?.stop()
  await stage?.close()
  await cluster?.remove()
  cluster = stage = server = stream = undefined
})

async function bringUp() {
  const postgres = await startCrashCluster()
  cluster = postgres
  const { connectionString } = postgres
  await migrate({ connectionString })
  const here = await createStage({ connectionString })
  stage = here
  const settings = {
    ...here.environment,
    CALENDLY_WEBHOOK_SIGNING_KEY: key,
    LOG_LEVEL: 'warn',
    PORT: String(await freePort()),
  }
  const first = await startServer(settings)
  server = first
  await importedUser(here)
  const load = startStream(first.url, {
    // Merging three hundred meetings a second is another test's matter, and leaves a busy machine no time for this one.
    host: process.env.PROVE ? here.simulator.people.adviser : stranger,
    perSecond,
    key: () => key,
  })
  stream = load
  return { postgres, here, settings, first, load }
}

const isTaken = (one: Sent) => one.status === 200

/** Waits until deliveries are taken that were answered after this moment. */
async function takenAfter(load: Stream, atMs: number, count = 1): Promise<Sent> {
  const taken = () => load.sent.filter((one) => isTaken(one) && one.answeredAtMs > atMs)
  const [first] = await until(
    async () => taken(),
    (found) => found.length >= count,
  )
  if (!first) throw new Error('none was taken')
  return first
}

async function expectAllKept({ pool }: Stage, load: Stream): Promise<number> {
  const acknowledged = load.sent.filter(isTaken).map((one) => one.digest)
  const { rows } = await pool.query<{ digest: string }>(
    "SELECT encode(digest, 'hex') AS digest FROM calendly_sync.webhook_deliveries",
  )
  const kept = new Set(rows.map((row) => row.digest))
  expect(acknowledged.filter((digest) => !kept.has(digest))).toEqual([])
  return acknowledged.length
}

test(
  `no acknowledged delivery is lost when Postgres is stopped hard ${stops} times under load`,
  async () => {
    const { postgres, here, first, load } = await bringUp()
    const backAfterMs: number[] = []
    for (let i = 0; i < stops; i++) {
      await takenAfter(load, performance.now(), 50)
      await postgres.crash()
      await sleep(700) // long enough that deliveries meet a database that is away
      await postgres.start()
      const backAtMs = performance.now()
      backAfterMs.push((await takenAfter(load, backAtMs)).answeredAtMs - backAtMs)
    }
    await load.stop()
    const count = await expectAllKept(here, load)

    const refused = load.sent.filter((one) => !isTaken(one))
    expect(refused.length).toBeGreaterThan(0)
    expect([...new Set(refused.map((one) => `${one.status} ${one.retryAfter}`))]).toEqual(['503 5'])
    const slowestMs = percentile(
      refused.map((one) => one.tookMs),
      1,
    )
    expect(first.isAlive()).toBe(true)
    expect(Math.max(...backAfterMs)).toBeLessThan(process.env.PROVE ? 5000 : 20_000)
    expect(slowestMs).toBeLessThan(process.env.PROVE ? 5000 : 20_000)
    console.log(
      `${stops} stops under ${perSecond}/s: ${count} acknowledged, 0 lost; ${refused.length} refused, the slowest after ` +
        `${slowestMs.toFixed(0)} ms; taken again ${Math.max(...backAfterMs).toFixed(0)} ms after the return at the latest`,
    )
  },
  patience,
)

test(
  `no acknowledged delivery is lost when the server is killed ${stops} times under load`,
  async () => {
    const { here, settings, first, load } = await bringUp()
    let current = first
    for (let i = 0; i < stops; i++) {
      await takenAfter(load, performance.now(), 50)
      await current.kill()
      current = await startServer(settings)
      server = current
    }
    await takenAfter(load, performance.now())
    await load.stop()
    const count = await expectAllKept(here, load)
    // Whoever was not answered does not know; nobody was told anything but 200 and 503.
    expect([0, 200, 503]).toEqual(expect.arrayContaining([...new Set(load.sent.map((one) => one.status))]))
    console.log(`${stops} kills under ${perSecond}/s: ${count} acknowledged, 0 lost`)
  },
  patience,
)
