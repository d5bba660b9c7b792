import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { bookingBody, signature } from './support/deliveries.ts'
import { hostileRequests } from './support/hostile.ts'
import type { Hostile } from './support/hostile-request.ts'
import { send } from './support/post.ts'
import { createStage, type Stage } from './support/stage.ts'

/*
 * F6, F7, T1, T27: whatever is sent to a webhook URL, nothing breaks, nothing false gets in, and what is genuine is kept. Each
 * request is sent in one of the modes, by turns; by `npm run prove` in both.
 */

const key = 'key-of-a-hand-made-subscription'
const atOnce = 8
const mostGrowthKB = 50 * 1024

let stage: Stage | undefined
let server: TestServer | undefined

afterEach(async () => {
  await server?.stop()
  await stage?.close()
  stage = server = undefined
})

const modes = {
  local: {},
  jwt: { JWT_SECRET: randomBytes(48).toString('base64') },
}

async function start(mode: keyof typeof modes) {
  const here = await createStage()
  stage = here
  const process = await startServer({
    ...here.environment,
    ...modes[mode],
    CALENDLY_WEBHOOK_SIGNING_KEY: key,
    LOG_LEVEL: 'warn',
  })
  server = process
  return { here, process }
}

const names = ['local', 'jwt'] as const
const each = process.env.PROVE ? 1 : names.length

test.each(names)(
  'hostile requests in %s mode break nothing, get nothing in, and what is genuine is kept',
  async (mode) => {
    const { here, process } = await start(mode)
    const all = hostileRequests(key)
    expect(all.length).toBeGreaterThanOrEqual(800)
    const requests = all.filter((_, n) => n % each === names.indexOf(mode) % each)
    await sendAll(process, requests.slice(0, 100)) // what is loaded once and stays
    await settled(here)
    const baseKB = await residentKB(process.pid)
    const wrong = await sendAll(process, requests)
    expect(wrong).toEqual([])
    await settled(here)

    expect(process.isAlive()).toBe(true)
    expect(process.output()).not.toMatch(/unhandled|a request failed|TypeError|RangeError/i)
    const count = async (table: string) => (await here.pool.query(`SELECT FROM ${table}`)).rowCount
    expect([
      await count('meetings'),
      await count('clients'),
      await count('calendly_sync.meeting_invitees'),
    ]).toEqual([0, 0, 0])
    const { rows: outcomes } = await here.pool.query(
      'SELECT DISTINCT outcome, is_verified FROM calendly_sync.webhook_deliveries',
    )
    expect(outcomes).toEqual([{ outcome: 'ignored', is_verified: true }])
    await expect
      .poll(async () => (await residentKB(process.pid)) - baseKB, { timeout: 30_000, interval: 500 })
      .toBeLessThan(mostGrowthKB)
    console.log(
      `${mode}: ${requests.length} hostile requests, 0 wrong answers; resident ${Math.round(baseKB / 1024)} MB before, ` +
        `${Math.round((await residentKB(process.pid)) / 1024)} MB after`,
    )
    // And it works on.
    const { body } = bookingBody(here.simulator.people.adviser)
    const answer = await send(process.url, {
      body,
      headers: { 'calendly-webhook-signature': signature(key, body) },
    })
    expect(answer.status).toBe(200)
  },
  180_000,
)

test('through a tunnel to local mode there are deliveries, and nothing else', async () => {
  const { process } = await start('local')
  const names = [
    'sync.adviser.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    'localhost.evil.example',
  ]
  for (const host of names) {
    const body = `{"through":"${host}"}`
    const taken = await send(process.url, {
      body,
      headers: { host, 'calendly-webhook-signature': signature(key, body) },
    })
    expect([host, taken.status]).toEqual([host, 200])
    for (const [method, path] of [
      ['GET', '/api/calendly/status'],
      ['GET', '/api/meetings'],
      ['GET', '/'],
      ['GET', '/livez'],
      ['GET', '/metrics'],
      ['GET', '/openapi.json'],
      ['GET', '/api/calendly/webhook/test'],
      ['GET', '/api/calendly/webhook/deliveries'],
      ['POST', '/api/calendly/webhook/deliveries/replay'],
      ['POST', '/api/calendly/sync'],
      ['GET', '/no-such-thing'],
    ] as const) {
      const { status } = await send(process.url, { method, path, headers: { host } })
      expect([host, method, path, status]).toEqual([host, method, path, 403])
    }
  }
}, 120_000)

/** @returns what was answered wrongly, in words. */
async function sendAll({ url }: TestServer, requests: readonly Hostile[]): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const wrong: string[] = []
  const waiting = [...requests]
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { name, answers } = one
      const status = await send(url, { ...one, agent }).then(
        (answer) => answer.status,
        // A server that has answered and hung up may be quicker than the rest of the body.
        (error: NodeJS.ErrnoException) =>
          error.code === 'EPIPE' || error.code === 'ECONNRESET' ? 413 : String(error),
      )
      if (!answers.some((answer) => answer === status))
        wrong.push(`${name}: ${status} instead of ${answers.join(', ')}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  agent.destroy()
  return wrong
}

async function settled({ pool }: Stage): Promise<void> {
  const waiting = () => pool.query("SELECT FROM calendly_sync.webhook_deliveries WHERE outcome = 'waiting'")
  await expect.poll(async () => (await waiting()).rowCount, { timeout: 60_000 }).toBe(0)
}

async function residentKB(pid: number): Promise<number> {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])
}
