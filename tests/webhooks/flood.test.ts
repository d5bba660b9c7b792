import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { percentile, send } from './support/post.ts'
import { createStage, type Stage } from './support/stage.ts'
import { startStream } from './support/stream.ts'

/* H41: junk without a signature, as fast as it is answered, keeps no genuine delivery out. */

const seconds = process.env.PROVE ? 60 : 5
const flooders = 32
const key = 'key-of-a-hand-made-subscription'

let stage: Stage
let server: TestServer

beforeAll(async () => {
  stage = await createStage()
  server = await startServer({ ...stage.environment, CALENDLY_WEBHOOK_SIGNING_KEY: key, LOG_LEVEL: 'warn' })
}, 120_000)
afterAll(async () => {
  await server?.stop()
  await stage?.close()
})

test('a flood of junk is refused, and every signed delivery beside it is taken', async () => {
  const stream = startStream(server.url, {
    host: 'https://api.calendly.com/users/SOMEBODYELSE',
    perSecond: 50,
    key: () => key,
  })
  const agent = new Agent({ keepAlive: true, maxSockets: flooders })
  const statuses = new Map<number, number>()
  let isOver = false
  const flood = async () => {
    const body = 'junk '.repeat(200)
    while (!isOver) {
      // The server hangs up on junk, sometimes before all of it was sent.
      const status = await send(server.url, { body, agent }).then(
        (one) => one.status,
        () => 0,
      )
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const flooding = Array.from({ length: flooders }, flood)
  await sleep(seconds * 1000)
  isOver = true
  await Promise.all(flooding)
  await stream.stop()
  agent.destroy()

  const refused = statuses.get(401) ?? 0
  const again = stream.sent.filter((one) => one.status === 503)
  const p99 = percentile(
    stream.sent.map((one) => one.tookMs),
    0.99,
  )
  console.log(
    `${(refused / seconds).toFixed(0)} unsigned requests/s refused; of ${stream.sent.length} signed ones beside them ` +
      `${again.length} were asked to come again, p99 ${p99.toFixed(0)} ms`,
  )
  expect(refused).toBeGreaterThan(0)
  expect([...statuses.keys()].filter((status) => status !== 401 && status !== 0)).toEqual([])
  // A machine with other work to do may ask for a genuine one again; it never says no, and never says nothing.
  const lost = stream.sent.filter((one) => one.status !== 200 && one.status !== 503)
  expect(lost).toEqual([])
  if (process.env.PROVE) expect(again).toEqual([])
  const { rows } = await stage.pool.query(
    "SELECT encode(digest, 'hex') AS digest FROM calendly_sync.webhook_deliveries",
  )
  const kept = new Set(rows.map((row) => row.digest))
  expect(stream.sent.filter((one) => one.status === 200 && !kept.has(one.digest))).toEqual([])
}, 120_000)
