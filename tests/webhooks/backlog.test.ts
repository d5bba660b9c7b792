import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { bookingBody } from './support/deliveries.ts'
import { percentile } from './support/post.ts'
import { createStage, importedUser, type Stage } from './support/stage.ts'
import { type Sent, startStream } from './support/stream.ts'

/* H40, F15: what happens now is seen at once, also behind everything that an outage has left, and that ends, too. */

const backlog = process.env.PROVE ? 100_000 : 2000
const key = 'key-of-a-hand-made-subscription'
const perSecond = 50

let stage: Stage
let server: TestServer

beforeAll(async () => {
  stage = await createStage()
  server = await startServer({ ...stage.environment, CALENDLY_WEBHOOK_SIGNING_KEY: key, LOG_LEVEL: 'warn' })
  await importedUser(stage)
}, 120_000)
afterAll(async () => {
  await server?.stop()
  await stage?.close()
})

test(`live deliveries overtake a backlog of ${backlog}, which drains meanwhile`, async () => {
  const { pool, simulator } = stage
  const host = simulator.people.adviser
  await leaveBehind(host)
  const beganMs = performance.now()
  const stream = startStream(server.url, { host, perSecond, key: () => key })
  const seenAfterMs = await watch(stream.sent, async () => !(await isAnyWaiting()))
  const drainedMs = performance.now() - beganMs
  await stream.stop()

  expect(stream.sent.every((one) => one.status === 200)).toBe(true)
  const rate = backlog / (drainedMs / 1000)
  const p99 = percentile(seenAfterMs, 0.99)
  console.log(
    `a backlog of ${backlog} drained at ${rate.toFixed(0)}/s; of ${seenAfterMs.length} live deliveries at ${perSecond}/s ` +
      `half were rows ${percentile(seenAfterMs, 0.5).toFixed(0)} ms after their answer, 99 % after ${p99.toFixed(0)} ms`,
  )
  expect(seenAfterMs.length).toBeGreaterThan(10)
  // In line behind the backlog they would have waited for most of it.
  expect(percentile(seenAfterMs, 0.5)).toBeLessThan(drainedMs / 2)
  if (process.env.PROVE) expect(p99).toBeLessThan(250)

  await expect.poll(() => isAnyWaiting('0 s'), { timeout: 120_000, interval: 200 }).toBe(false)
  const { rows } = await pool.query(
    'SELECT outcome, count(*)::int FROM calendly_sync.webhook_deliveries GROUP BY 1 ORDER BY 1',
  )
  expect(rows).toEqual([{ outcome: 'applied', count: backlog + stream.sent.length }])
  const { rows: meetings } = await pool.query('SELECT count(*)::int FROM meetings')
  expect(meetings).toEqual([{ count: backlog + stream.sent.length }])
}, 3_600_000)

/** Real deliveries, taken before the worker could look at them. */
async function leaveBehind(host: string): Promise<void> {
  const chunk = 2500
  for (let left = backlog; left > 0; left -= chunk) {
    const bodies = Array.from({ length: Math.min(chunk, left) }, () => bookingBody(host).body)
    await stage.pool.query(
      `INSERT INTO calendly_sync.webhook_deliveries
         (endpoint_id, digest, signed_at, is_verified, headers, body, received_at, due_at)
       SELECT '00000000-0000-0000-0000-000000000000', sha256(convert_to(b, 'UTF8')), now(), true, '{}',
         convert_to(b, 'UTF8'), now() - interval '1 hour', now() - interval '1 hour'
       FROM unnest($1::text[]) b`,
      [bodies],
    )
  }
}

/** Whether any waits that came before so long: of the backlog, unless told otherwise. Not counted: that took both cores from what is measured. */
async function isAnyWaiting(age = '30 minutes'): Promise<boolean> {
  const { rowCount } = await stage.pool.query(
    `SELECT FROM calendly_sync.webhook_deliveries
     WHERE due_at IS NOT NULL AND received_at <= now() - $1::interval LIMIT 1`,
    [age],
  )
  return rowCount === 1
}

/**
 * Looks again and again which of the deliveries have become rows, until `isOver`.
 *
 * @returns how long after its answer each was first seen as a row, so at least a look too long.
 */
async function watch(sent: readonly Sent[], isOver: () => Promise<boolean>): Promise<number[]> {
  const afterMs: number[] = []
  const missing = new Set<Sent>()
  let known = 0
  let looks = 0
  do {
    for (; known < sent.length; known++) {
      const one = sent[known]
      if (one) missing.add(one)
    }
    const { rows } = await stage.pool.query<{ uuid: string }>(
      'SELECT calendly_event_uuid AS uuid FROM meetings WHERE calendly_event_uuid = ANY($1)',
      [[...missing].map((one) => one.eventUuid)],
    )
    const seenAtMs = performance.now()
    const there = new Set(rows.map((row) => row.uuid))
    for (const one of missing) {
      if (!there.has(one.eventUuid)) continue
      missing.delete(one)
      afterMs.push(seenAtMs - one.answeredAtMs)
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
    looks += 1
  } while (looks % 20 !== 0 || !(await isOver()))
  return afterMs
}
