import { randomBytes, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { createSync, type Sync } from 'calendly-sync-engine'
import { afterEach, expect, test } from 'vitest'
import { createSecrets, type EncryptionKey } from '../../packages/engine/src/secrets.ts'
import { sealedFor } from '../../packages/engine/src/store/endpoints.ts'
import { startCommand } from '../server/support/command.ts'
import { until } from '../server/support/installation.ts'
import { unregisteredSecrets } from '../support/sealed-text.ts'
import { freePort } from '../support/server.ts'
import { bookingBody } from './support/deliveries.ts'
import { createStage, importedUser, type Served, type Stage } from './support/stage.ts'
import { theOne } from './support/subscriptions.ts'

/*
 * T13, F17: the master key is replaced while deliveries are proved and subscriptions made with keys that it seals. Nothing
 * fails, everything is sealed anew, also when a rotation is killed in the middle and two others take over at once.
 */

const stored = process.env.PROVE ? 50_000 : 4000
const stranger = 'https://api.calendly.com/users/SOMEBODYELSE'
const key = (id: string): EncryptionKey => ({ id, key: randomBytes(32) })
const [k1, k2] = [key('k1'), key('k2')]
const written = (...keys: readonly EncryptionKey[]) =>
  keys.map((one) => `${one.id}:${Buffer.from(one.key).toString('base64')}`).join(',')

let stage: Stage | undefined
let engine: Sync | undefined
let server: Served | undefined

afterEach(async () => {
  await engine?.stop()
  await server?.stop()
  await stage?.close()
  stage = engine = server = undefined
})

test('the newest key seals everything while the server runs: no failure, nothing left, then the old key may go', async () => {
  const here = await createStage()
  stage = here
  const PORT = String(await freePort())
  const serve = async (...keys: readonly EncryptionKey[]) => {
    await server?.stop()
    server = await here.serve({ PORT, ENCRYPTION_KEYS: written(...keys), LOG_LEVEL: 'warn' })
    return server.url
  }
  await serve(k1)
  await importedUser(here)
  await fill(here)
  const url = await serve(k2, k1)
  const count = (keyId: string) => sealedWith(here, keyId)
  const before = await count('k1')
  expect(before).toBeGreaterThan(stored)

  const load = startLoad(here, url)
  const settings = { ...here.environment, PUBLIC_URL: url, ENCRYPTION_KEYS: written(k2, k1) }
  const rotate = () => startCommand('keys rotate --json', settings, tmpdir())
  const killed = rotate()
  await until(
    () => count('k1'),
    (left) => left < before,
  )
  killed.kill()
  expect((await killed.ended).exitCode).toBeNull()
  const left = await count('k1')
  expect(left).toBeGreaterThan(0)
  const both = await Promise.all([rotate().ended, rotate().ended])
  expect(both.map(({ exitCode, err }) => ({ exitCode, err }))).toEqual([
    { exitCode: 0, err: '' },
    { exitCode: 0, err: '' },
  ])
  const resealed = both.map(({ out }) => JSON.parse(out))
  for (const told of resealed) expect(told).toMatchObject({ isComplete: true, removable: ['k1'] })
  expect(resealed.reduce((sum, told) => sum + told.resealed, 0)).toBe(left)
  const { statuses, subscriptions } = await load.stop()

  expect(statuses.filter((status) => status !== 200)).toEqual([])
  expect(statuses.length).toBeGreaterThan(30)
  expect(subscriptions).toBeGreaterThan(1)
  expect(await count('k1')).toBe(0)
  await expectAllOpen(here, k2)
  expect(await unregisteredSecrets(here.pool)).toEqual([])
  await serve(k2)
  const { uri } = theOne(here, url)
  const alone = await here.simulator.webhooks.deliver(uri, bookingBody(stranger).body)
  expect(alone.attempts.map(({ status }) => status)).toEqual([200])
  console.log(
    `${before} secrets, killed with ${left} left, then two at once; meanwhile ${statuses.length} deliveries, ${subscriptions} subscriptions: 0 failures, 0 left`,
  )
}, 240_000)

/** Deliveries as Calendly sends them, and subscriptions that are replaced by new ones, one after the other. */
function startLoad(here: Stage, publicUrl: string) {
  const { webhooks } = here.simulator
  const statuses: (number | null)[] = []
  let subscriptions = 0
  let isStopped = false
  const maker = createSync({
    users: 'local',
    database: { connectionString: here.environment.DATABASE_URL ?? '' },
    calendly: { origin: here.calendlyUrl, personalAccessToken: here.simulator.tokens.adviser },
    webhooks: { publicUrl },
    encryptionKeys: [k2, k1],
  })
  engine = maker
  async function deliver(): Promise<void> {
    while (!isStopped) {
      // While one takes over from another there are two, and both are good.
      const uri = webhooks.subscriptions().at(-1)?.uri ?? ''
      const some = Array.from({ length: 5 }, () => webhooks.deliver(uri, bookingBody(stranger).body))
      const sent = (await Promise.all(some)).flatMap(({ attempts }) => attempts)
      statuses.push(...sent.map(({ status }) => status))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  async function subscribe(): Promise<void> {
    while (!isStopped) {
      const [made] = await maker.webhooks.rotate('everyone')
      expect(made).toMatchObject({ state: 'active' })
      subscriptions += 1
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
  const running = Promise.all([deliver(), subscribe()])
  running.catch(() => {}) // `stop` tells
  return {
    async stop() {
      isStopped = true
      await running
      return { statuses, subscriptions }
    },
  }
}

/** Secrets of endpoints that are in use no more, sealed with the first key: so many that rotating takes a while. */
async function fill({ pool }: Stage): Promise<void> {
  const secrets = createSecrets([k1])
  const rows = Array.from({ length: stored }, () => {
    const id = randomUUID()
    return { id, sealed: secrets.seal(id, sealedFor(id)) }
  })
  await pool.query(
    `INSERT INTO calendly_sync.webhook_endpoints (id, credential, calendly_user, organization, scope, callback_url, signing_key, state, closes_at)
     SELECT id, 'c', 'U', 'O', 'user', 'u', sealed, 'removed', now() FROM json_to_recordset($1::json) AS r(id uuid, sealed text)`,
    [JSON.stringify(rows)],
  )
}

async function sealedWith({ pool }: Stage, keyId: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM calendly_sync.webhook_endpoints WHERE split_part(signing_key, '.', 2) = $1",
    [keyId],
  )
  return rows[0]?.count ?? -1
}

async function expectAllOpen({ pool }: Stage, newest: EncryptionKey): Promise<void> {
  const secrets = createSecrets([newest])
  const { rows } = await pool.query<{ id: string; signing_key: string; state: string; callback_url: string }>(
    'SELECT id, signing_key, callback_url FROM calendly_sync.webhook_endpoints',
  )
  const wrong = rows.filter(({ id, signing_key, callback_url }) => {
    const opened = secrets.open(signing_key, sealedFor(id))
    return callback_url === 'u' && opened !== id
  })
  expect(wrong).toEqual([])
}
