import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  getJson,
  imported,
  type Json,
  post,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from './support/installation.ts'

/* What people look back on: the timeline, the figures, why a row is as it is. Over HTTP, with webhooks that really come. */

let server: TestInstallation

beforeAll(async () => {
  server = await startInstallation({
    environment: { SYNC_STARTUP_DELAY_SECONDS: '86400' }, // what comes, comes by webhook
    fill: ({ world, people }) => {
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 3 * 86_400_000
      world.book({ host: people.adviser, start, invitee: { name: 'Anna', email: 'anna@example.com' } })
    },
  })
  await imported(server)
  await until(
    () => getJson(`${server.url}/api/calendly/status`),
    ({ body }) => String(rows(body.accounts)[0]?.webhook?.state) === 'active',
  )
})
afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const get = (path: string) => getJson(`${server.url}${path}`)

test('a meeting that came by webhook names its delivery, and one that told nothing new', async () => {
  const { world, people } = server.simulator
  const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 5 * 86_400_000
  world.book({ host: people.adviser, start, invitee: { name: 'Ben', email: 'ben@example.com' } })
  const found = await until(
    () => get('/api/meetings?q=ben@example.com'),
    ({ body }) => rows(body.data).length === 1,
  )
  const id = String(rows(found.body.data)[0]?.id)
  const settled = await until(
    () => get('/api/calendly/webhook/deliveries?outcome=applied'),
    ({ body }) => rows(body.data).length > 0,
  )
  const deliveryId = String(rows(settled.body.data)[0]?.id)
  const first = (await get(`/api/meetings/${id}`)).body
  expect(rows(first.history)[0]).toMatchObject({ kind: 'meeting.created', path: 'webhook', deliveryId })
  expect(first.explanation).toMatchObject({ writtenBy: { path: 'webhook', deliveryId, runId: null } })

  await fetch(`${server.url}/api/calendly/webhook/deliveries/${deliveryId}/replay`, post({}))
  const again = await until(
    () => get(`/api/meetings/${id}`),
    ({ body }) => rows(body.explanation?.ignored).length > 0,
  )
  expect(again.body.explanation?.ignored).toMatchObject([
    { path: 'webhook', reason: 'duplicate', message: 'It says what was known already.', deliveryId },
  ])
})

test('a meeting that was read names its run, and shows Calendly’s own words', async () => {
  const [anna] = rows((await get('/api/meetings?q=anna@example.com')).body.data)
  const { body } = await get(`/api/meetings/${anna?.id}`)
  const { runId } = rows(body.history)[0] ?? {}
  expect(rows(body.history)[0]).toMatchObject({ kind: 'meeting.created', path: 'poll', deliveryId: null })
  expect((await get(`/api/calendly/runs/${runId}`)).body).toMatchObject({ trigger: 'import' })
  const raw = await get(`/api/meetings/${anna?.id}/raw`)
  expect(raw.body).toMatchObject({
    event: { uri: expect.stringContaining(String(anna?.calendlyEventUuid)), status: 'active' },
    invitees: [{ email: 'anna@example.com', cancel_url: '(hidden)', reschedule_url: '(hidden)' }],
  })
  expect((await get(`/api/meetings/${randomUUID()}/raw`)).status).toBe(404)
})

test('the timeline holds the import, the webhook, a setting with from and to, and an export', async () => {
  const [account] = rows((await get('/api/calendly/accounts')).body.data)
  const change = { ...post({ syncIntervalMinutes: 5 }), method: 'PATCH' }
  await fetch(`${server.url}/api/calendly/accounts/${account?.id}`, change)
  await fetch(`${server.url}/api/meetings.csv`)
  const all: readonly Json[] = rows((await get('/api/activity?fold=false')).body.data)
  const of = (title: string) => all.find((entry) => String(entry.title) === title)
  expect(of('Meetings exported')).toMatchObject({ kind: 'export', facts: { who: 'you', format: 'csv' } })
  expect(of('Time between checks changed')).toMatchObject({
    accountId: account?.id,
    facts: { who: 'you', from: null, to: 5 },
  })
  expect(of('Webhook: booked')).toMatchObject({ kind: 'delivery', accountId: account?.id })
  expect(of('First import')).toMatchObject({ outcome: 'changed', facts: { new: 1 } })
  const run = await get(`/api/calendly/runs/${of('First import')?.runId}`)
  expect(run.body).toMatchObject({ trigger: 'import' })
  expect((await get('/api/activity?kind=nothing')).status).toBe(400)
  expect((await get('/api/activity?cursor=x')).body).toMatchObject({ code: 'bad_cursor' })
})

test('the figures hold the import, its calls and the webhook', async () => {
  const { body } = await get('/api/insights')
  expect(rows(body.passes)).toHaveLength(96)
  const sum = (list: Json | undefined, figure: string) =>
    rows(list).reduce((total, one) => total + Number(one[figure]), 0)
  expect(rows(body.passes).filter(({ state }) => String(state) !== 'none')).toMatchObject([
    { state: 'succeeded', new: 1, runId: expect.any(String) },
  ])
  expect(sum(body.calls, 'used')).toBeGreaterThan(0)
  expect(Number(body.webhookDelay?.count)).toBe(1)
  expect(sum(body.changesPerPass, 'created')).toBe(2)
  expect(sum(body.meetingsPerWeek, 'upcoming')).toBe(2)
  expect((await get('/api/insights?from=2026-01-01&to=2026-03-01')).body).toMatchObject({
    status: 400,
    code: 'bad_span',
  })
})

test('status tells of each account when it last changed, and how many calls are left', async () => {
  const [account] = rows((await get('/api/calendly/status')).body.accounts)
  expect(account).toMatchObject({
    lastChangeAt: expect.stringMatching(/Z$/),
    callsLeft: expect.any(Number),
    callsLimit: expect.any(Number),
  })
  expect(Number(account?.callsLeft)).toBeLessThanOrEqual(Number(account?.callsLimit))
  expect(Number(account?.callsLeft)).toBeGreaterThan(0)
})
