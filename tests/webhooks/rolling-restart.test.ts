import { randomBytes } from 'node:crypto'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createSecrets, type EncryptionKey } from '../../packages/engine/src/secrets.ts'
import { sealedFor } from '../../packages/engine/src/store/endpoints.ts'
import { startCommand } from '../server/support/command.ts'
import { freePort } from '../support/server.ts'
import { bookingBody, signature } from './support/deliveries.ts'
import { send } from './support/post.ts'
import { createStage, importedUser, type Served, type Stage } from './support/stage.ts'

/* F17: two servers get a new master key one after the other, as the guide to keys says, and no client notices. */

const stranger = 'https://api.calendly.com/users/SOMEBODYELSE'
const key = (id: string): EncryptionKey => ({ id, key: randomBytes(32) })
const [k1, k2] = [key('k1'), key('k2')]
const written = (...keys: readonly EncryptionKey[]) =>
  keys.map((one) => `${one.id}:${Buffer.from(one.key).toString('base64')}`).join(',')

let stage: Stage | undefined
const running = new Map<string, Served>()

afterEach(async () => {
  await Promise.all([...running.values()].map((server) => server.stop()))
  running.clear()
  await stage?.close()
  stage = undefined
})

test('a new key goes round two servers under load, and the old one goes: no request fails, nothing is left behind', async () => {
  const here = await createStage()
  stage = here
  const ports = [String(await freePort()), String(await freePort())]
  const settings = { PUBLIC_URL: `http://127.0.0.1:${ports[0]}`, LOG_LEVEL: 'warn' }
  const start = async (PORT: string, ...keys: readonly EncryptionKey[]) => {
    running.set(PORT, await here.serve({ ...settings, PORT, ENCRYPTION_KEYS: written(...keys) }))
  }
  /** One after the other: taken off as a balancer does, what is on its way let through, drained, started anew. */
  const roll = async (...keys: readonly EncryptionKey[]) => {
    for (const PORT of ports) {
      const old = running.get(PORT)
      running.delete(PORT)
      await sleep(300)
      await old?.stop()
      await start(PORT, ...keys)
    }
  }
  const command = (words: string) =>
    startCommand(words, { ...here.environment, ...settings, ENCRYPTION_KEYS: written(k2, k1) }, tmpdir())
      .ended

  for (const PORT of ports) await start(PORT, k1)
  await importedUser(here)
  const endpoint = await activeEndpoint(here)
  const load = startLoad(endpoint)
  await roll(k1, k2)
  await roll(k2, k1)
  expect(await command('webhooks rotate')).toMatchObject({ exitCode: 0 })
  const rotated = await command('keys rotate --json')
  expect(JSON.parse(rotated.out)).toMatchObject({ isComplete: true, removable: ['k1'] })
  await roll(k2)
  const answers = await load.stop()
  expect(answers.filter((status) => status !== 200)).toEqual([])
  expect(answers.length).toBeGreaterThan(200)
  console.log(`3 rounds of 2 servers, 1 rotation: ${answers.length} requests, 0 failed`)
}, 240_000)

/** The URL of the subscription, and the key that Calendly signs with. */
async function activeEndpoint({ pool }: Stage): Promise<{ path: string; signingKey: string }> {
  const { rows } = await pool.query<{ id: string; signing_key: string }>(
    "SELECT id, signing_key FROM calendly_sync.webhook_endpoints WHERE state = 'active'",
  )
  const [row] = rows
  if (!row) throw new Error('there is no subscription')
  const signingKey = createSecrets([k1]).open(row.signing_key, sealedFor(row.id))
  return { path: `/api/calendly/webhook/${row.id}`, signingKey }
}

/** Deliveries and questions, to whichever server is there at the moment. */
function startLoad({ path, signingKey }: { readonly path: string; readonly signingKey: string }) {
  const answers: number[] = []
  const agent = new http.Agent({ keepAlive: false }) // a balancer does not reuse what a stopped server has closed
  let isStopped = false
  async function run(): Promise<void> {
    for (let n = 0; !isStopped; n++) {
      const servers = [...running.values()]
      const server = servers[n % servers.length]
      if (!server) throw new Error('nobody is there')
      const { body } = bookingBody(stranger)
      const headers = { 'calendly-webhook-signature': signature(signingKey, body) }
      const [delivered, asked] = await Promise.all([
        send(server.url, { path, body, headers, agent }),
        send(server.url, { method: 'GET', path: '/api/calendly/status', agent }),
      ])
      answers.push(delivered.status, asked.status)
      await sleep(20)
    }
  }
  const loops = Promise.all([run(), run()])
  loops.catch(() => {}) // `stop` tells
  return {
    async stop() {
      isStopped = true
      await loops
      return answers
    },
  }
}
