import { once } from 'node:events'
import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'
import { signature } from './support/deliveries.ts'
import { percentile, send } from './support/post.ts'
import { createStage, type Stage } from './support/stage.ts'

/* T23, F22: whoever sends slowly holds a socket, for a while, and keeps nobody waiting. */

const clients = process.env.PROVE ? 500 : 60
const measurements = process.env.PROVE ? 2000 : 200
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

test(`${clients} slow clients are cut off by the server, and keep nobody else waiting`, async () => {
  await measure() // warm
  const alone = await measure()
  const slow = Array.from({ length: clients }, (_, i) =>
    openSlowly(server.url, kinds[i % kinds.length] ?? 'silent'),
  )
  await Promise.all(slow.map(({ socket }) => once(socket, 'connect')))
  const beside = await measure()
  const stillOpen = slow.filter(({ socket }) => !socket.destroyed).length
  await Promise.all(slow.map(({ cut }) => cut))

  console.log(
    `beside ${stillOpen} slow clients p99 is ${beside.toFixed(0)} ms, without them ${alone.toFixed(0)} ms; ` +
      'the last of them was cut off by the server',
  )
  expect(stillOpen).toBeGreaterThan(0)
  // A machine with other work to do slows down both.
  expect(beside).toBeLessThan(process.env.PROVE ? 250 : Math.max(1000, alone * 10))
  expect((await send(server.url, { method: 'GET', path: '/livez' })).status).toBe(200)
}, 120_000)

const kinds = ['silent', 'header', 'body'] as const

/** Sends one byte a second until the server has had enough; `cut` resolves then, and fails if it never does. */
function openSlowly(url: string, kind: (typeof kinds)[number]): { socket: Socket; cut: Promise<void> } {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const head = 'POST /api/calendly/webhook HTTP/1.1\r\nhost: 127.0.0.1\r\n'
  const body = 'a'.repeat(1000)
  const genuine = `${head}calendly-webhook-signature: ${signature(key, body)}\r\ncontent-length: 1000\r\n\r\n`
  socket.on('error', () => {})
  socket.resume() // an end is seen only by those who read
  if (kind === 'header') socket.write(`${head}x-slow: `)
  if (kind === 'body') socket.write(genuine)
  const drip = setInterval(() => {
    if (kind !== 'silent' && socket.writable) socket.write('a')
  }, 1000)
  const cut = once(socket, 'close').then(() => clearInterval(drip))
  return { socket, cut }
}

/** @returns the time within which 99 % of signed deliveries and probes were answered, milliseconds. */
async function measure(): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const tookMs: number[] = []
  for (let i = 0; i < measurements; i++) {
    const body = `{"n":${i},"at":${performance.now()}}`
    const [delivery, probe] = await Promise.all([
      send(server.url, { body, agent, headers: { 'calendly-webhook-signature': signature(key, body) } }),
      send(server.url, { method: 'GET', path: '/livez', agent }),
    ])
    expect([delivery.status, probe.status]).toEqual([200, 200])
    tookMs.push(delivery.tookMs, probe.tookMs)
  }
  agent.destroy()
  return percentile(tookMs, 0.99)
}
