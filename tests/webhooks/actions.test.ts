import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import {
  getJson,
  imported,
  type Json,
  post,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from '../server/support/installation.ts'
import { type Person, signedIn } from '../server/support/people.ts'

/* What people do to their subscription from the page, and what they are told of it (ux, points 9 and 10). */

let server: TestInstallation
let admin: pg.Pool

async function start(environment: Readonly<Record<string, string>> = {}): Promise<Json> {
  server = await startInstallation({ environment })
  admin = new pg.Pool({ connectionString: server.connectionString, max: 2 })
  const status = await imported(server)
  return rows(status.accounts)[0] ?? {}
}

afterEach(async () => {
  await admin?.end()
  await server?.stop()
})

const act = (account: Json, verb: string) =>
  getJson(`${server.url}/api/calendly/webhook/subscriptions/${account.id}/${verb}`, post({}))
const audited = async () =>
  (await admin.query('SELECT action FROM calendly_sync.audit_log ORDER BY id')).rows.map((row) => row.action)

test('one that takes over from a failing one delivers, and what the old one did not bring is read', async () => {
  const account = await start()
  const { webhooks } = server.simulator
  webhooks.fail(webhooks.subscriptions()[0]?.uri ?? '')
  const gaps = async () =>
    (await admin.query("SELECT FROM calendly_sync.account_runs WHERE trigger = 'gap'")).rows.length
  expect((await act(account, 'recreate')).body).toMatchObject({
    success: true,
    subscription: { state: 'active', failingSince: null, problem: null },
  })
  await until(gaps, (count) => count > 0)
})

test('another subscription takes over, the old one is removed last, and the answer is how it stands now', async () => {
  const account = await start()
  const { webhooks } = server.simulator
  for (const verb of ['recreate', 'rotate']) {
    const [before] = webhooks.subscriptions()
    const { status, body } = await act(account, verb)
    expect(status).toBe(200)
    const [after, ...others] = webhooks.subscriptions()
    expect(others).toEqual([])
    expect(after?.callback_url).not.toBe(before?.callback_url)
    expect(body).toMatchObject({
      success: true,
      code: null,
      subscription: {
        state: 'active',
        accountIds: [account.id],
        callbackUrl: after?.callback_url,
        endpoint: new URL(after?.callback_url ?? '').pathname,
        secondsUntilDisabled: null,
        usualSilenceSeconds: null,
      },
    })
  }
  expect(await audited()).toEqual(expect.arrayContaining(['webhook.recreated', 'webhook.rotated']))
})

test('a sample goes the whole way, changes nothing, and does not count as a sign of life', async () => {
  const account = await start()
  const changes = async () => (await admin.query('SELECT count(*) FROM calendly_sync.changes')).rows
  const before = await changes()
  const { body } = await act(account, 'test')
  expect(body).toMatchObject({ success: true, through: 'public', subscription: { lastDeliveryAt: null } })
  expect(rows(body.steps).map(({ step, state }) => `${step} ${state}`)).toEqual([
    'received ok',
    'verified ok',
    'stored ok',
    'applied ok',
  ])
  expect(await changes()).toEqual(before)
  const kept = await getJson(`${server.url}/api/calendly/webhook/deliveries/${body.deliveryId}`)
  expect(kept.body).toMatchObject({ kind: 'calendly_sync.verify', outcome: 'ignored', verified: true })
})

test('where PUBLIC_URL is not public, the sample goes straight to this server, and nothing is replaced', async () => {
  const account = await start({ PUBLIC_URL: 'http://sync.example.internal' })
  const trial = await act(account, 'test')
  expect(trial.body).toMatchObject({ success: true, through: 'loopback' })
  const { body } = await act(account, 'recreate')
  expect(body).toMatchObject({
    success: false,
    code: 'webhooks_not_public',
    message: expect.stringMatching(/PUBLIC_URL/),
  })
  expect(server.simulator.webhooks.subscriptions()).toEqual([])
})

test('a sample that does not come back says where it stopped', async () => {
  const account = await start()
  await admin.query(
    `UPDATE calendly_sync.webhook_endpoints SET callback_url = replace(callback_url, '/api/', '/nowhere/')`,
  )
  const { body } = await act(account, 'test')
  expect(body).toMatchObject({ success: false, code: 'webhook_not_received' })
  expect(rows(body.steps).map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped', 'skipped'])
})

test('the status says how quiet it is and how long it has until Calendly disables it', async () => {
  const account = await start()
  await admin.query(
    `INSERT INTO calendly_sync.webhook_deliveries (endpoint_id, digest, is_verified, headers, body, received_at, outcome, due_at)
     SELECT id, decode(md5(n::text), 'hex'), true, '{}', '', now() - n * interval '10 min' - interval '1 h', 'applied', NULL
     FROM calendly_sync.webhook_endpoints, generate_series(1, 25) n WHERE state = 'active'`,
  )
  await admin.query(
    `UPDATE calendly_sync.webhook_health SET state = 'failing', failing_since = now() - interval '20 h'`,
  )
  const { body } = await getJson(`${server.url}/api/calendly/status`)
  const [{ webhook = {} } = {}] = rows(body.accounts)
  expect(webhook).toMatchObject({ state: 'failing', usualSilenceSeconds: 600 })
  expect(Number(webhook.silentForSeconds)).toBeGreaterThanOrEqual(4200)
  expect(Number(webhook.silentForSeconds)).toBeLessThan(4300)
  expect(Number(webhook.secondsUntilDisabled)).toBeLessThanOrEqual(4 * 3600)
  expect(Number(webhook.secondsUntilDisabled)).toBeGreaterThan(4 * 3600 - 120)
  expect(String(webhook.endpoint)).toMatch(/^\/api\/calendly\/webhook\/[0-9a-f-]{36}$/)
  expect(String(account.id)).toMatch(/-/)
})

test('what a client told is hidden until somebody asks for it, and that is noted', async () => {
  await start()
  const { world, people } = server.simulator
  world.book({
    host: people.adviser,
    start: Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000,
    invitee: { name: 'Ada Lovelace', email: 'ada.lovelace@example.com' },
  })
  const url = `${server.url}/api/calendly/webhook/deliveries`
  const list = await until(
    () => getJson(`${url}?outcome=applied`),
    ({ body }) => rows(body.data).length > 0,
  )
  const id = rows(list.body.data)[0]?.id
  const masked = await getJson(`${url}/${id}`)
  expect(masked.body.isMasked).toBe(true)
  expect(JSON.stringify(masked.body)).not.toMatch(/lovelace/i)
  expect(JSON.stringify(masked.body.payload)).toContain('(hidden)')
  const meeting = await getJson(`${server.url}/api/meetings/${masked.body.meetingId}`)
  expect(meeting.body.calendlyEventUuid).toBe(masked.body.eventUuid)
  expect(await audited()).not.toContain('delivery.revealed')
  const revealed = await getJson(`${url}/${id}?reveal=true`)
  expect(revealed.body.isMasked).toBe(false)
  expect(JSON.stringify(revealed.body)).toContain('ada.lovelace@example.com')
  expect(await audited()).toContain('delivery.revealed')
})

test('a replay by filter says how many it means before it does anything', async () => {
  const account = await start()
  await act(account, 'test')
  const url = `${server.url}/api/calendly/webhook/deliveries`
  const mine = await getJson(url)
  const filter = { kind: 'calendly_sync.verify', outcome: 'ignored' }
  const looked = await getJson(`${url}/replay`, post({ ...filter, preview: true }))
  expect([looked.status, looked.body.waiting]).toEqual([200, 1])
  expect((await getJson(url)).body).toEqual(mine.body)
  const others = await getJson(`${url}/replay`, post({ kind: 'invitee.created', preview: true }))
  expect(others.body.waiting).toBe(0)
  expect((await getJson(`${url}/replay`, post({ preview: true }))).status).toBe(400)
  const done = await getJson(`${url}/replay`, post(filter))
  expect([done.status, done.body.waiting]).toEqual([202, 1])
})

test('the one subscription of a firm is its operators’: who is merely read with its token is told so', async () => {
  const people = signedIn()
  server = await startInstallation({
    environment: { ...people.environment, PUBLIC_URL: 'http://127.0.0.1:1' },
  })
  admin = new pg.Pool({ connectionString: server.connectionString, max: 2 })
  const [user] = server.simulator.world.users()
  const ada: Person = { userId: randomUUID(), email: user?.email ?? '' }
  const olga: Person = { userId: randomUUID(), email: 'olga@platform.example', isOperator: true }
  const status = await until(
    () => people.as(server.url, ada, '/api/calendly/status'),
    ({ body }) => typeof Object(body).completeAsOf === 'string',
  )
  const [account = {}] = rows(status.body.accounts)
  const path = `/api/calendly/webhook/subscriptions/${account.id}`
  for (const verb of ['recreate', 'rotate', 'test']) {
    const { body } = await people.as(server.url, ada, `${path}/${verb}`, post({}))
    expect(body).toMatchObject({
      success: false,
      code: 'shared_subscription',
      subscription: { state: 'active', callbackUrl: null, endpoint: null },
    })
  }
  expect(Object(account.webhook)).toMatchObject({ state: 'active', endpoint: null })
  const [before] = server.simulator.webhooks.subscriptions()
  const { body } = await people.as(server.url, olga, `${path}/recreate`, post({}))
  const [after, ...others] = server.simulator.webhooks.subscriptions()
  expect(others).toEqual([])
  expect(after?.callback_url).not.toBe(before?.callback_url)
  expect(body).toMatchObject({ success: true, subscription: { callbackUrl: after?.callback_url } })
})
