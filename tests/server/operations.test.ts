import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Json,
  post,
  rows,
  startInstallation,
  type TestInstallation,
  until,
} from './support/installation.ts'
import { type Person, signedIn } from './support/people.ts'

/* What operators see and do (ux, point 20), and that nobody else does. */

const people = signedIn()
const olga: Person = { userId: randomUUID(), email: 'olga@platform.example', isOperator: true }
let ada: Person
let ben: Person
let server: TestInstallation
let admin: pg.Pool

beforeAll(async () => {
  server = await startInstallation({
    environment: { ...people.environment, SYNC_STARTUP_DELAY_SECONDS: '86400' },
    fill: ({ world, people }) => {
      const start = Math.ceil(world.now() / 3_600_000) * 3_600_000 + 86_400_000
      const invitee = { name: 'Zacharias Quint', email: 'zacharias@clients.example' }
      world.book({ host: people.adviser, start, invitee })
    },
  })
  const [first, second] = server.simulator.world.users()
  ada = { userId: randomUUID(), email: first?.email ?? '' }
  ben = { userId: randomUUID(), email: second?.email ?? '' }
  admin = new pg.Pool({ connectionString: server.connectionString, max: 2 })
  for (const person of [ada, ben]) {
    await until(
      () => people.as(server.url, person, '/api/calendly/status'),
      ({ body }) => body.completeAsOf !== null && body.completeAsOf !== undefined,
    )
  }
}, 120_000)
afterAll(async () => {
  await admin?.end()
  await server?.stop()
})

const view = async (query = '') => (await people.as(server.url, olga, `/api/operations${query}`)).body
const act = (path: string, body: unknown = {}, method = 'POST') =>
  people.as(server.url, olga, `/api/operations/${path}`, { ...post(body), method })
const accountOf = async (person: Person): Promise<string> => {
  const { body } = await people.as(server.url, person, '/api/calendly/accounts')
  return String(rows(body.data)[0]?.id)
}
const setState = (person: Person, state: string, code: string | null) =>
  admin.query(
    `UPDATE calendly_sync.accounts SET state = $2, problem = CASE WHEN $3::text IS NOT NULL
       THEN jsonb_build_object('code', $3::text, 'message', 'What happened.', 'nextStep', 'What to do.', 'since', '2026-11-01T00:00:00Z') END
     WHERE user_id = $1`,
    [person.userId, state, code],
  )

test('nobody but operators is let in', async () => {
  for (const [method, path, body] of [
    ['GET', ''],
    ['POST', '/pause', {}],
    ['POST', '/resume', {}],
    ['POST', '/retry', {}],
    ['POST', '/mute', { code: 'timeout', until: '2030-01-01T00:00:00Z' }],
    ['DELETE', `/mute/${randomUUID()}`],
  ] as const) {
    const init = body === undefined ? { method } : { ...post(body), method }
    const { status, body: told } = await people.as(server.url, ada, `/api/operations${path}`, init)
    expect([method, path, status, told.code]).toEqual([method, path, 403, 'not_operator'])
  }
})

test('the overview names users and accounts, and nothing of a meeting or client', async () => {
  const seen = await view()
  const users = rows(seen.users)
  expect(users.map(({ userId }) => userId).sort()).toEqual([ada.userId, ben.userId].sort())
  for (const user of users) {
    expect(user.worstCompleteAsOf).toMatch(/Z$/)
    expect(rows(user.accounts)[0]).toMatchObject({ state: 'active', problem: null, webhookState: 'active' })
    expect(Number(rows(user.accounts)[0]?.callsLeft)).toBeLessThanOrEqual(
      Number(rows(seen.budgets)[0]?.limit),
    )
  }
  expect(seen).toMatchObject({ isPaused: false, stuck: [], totals: { users: 2 } })
  expect(rows(seen.workers)).toHaveLength(1)
  const [budget] = rows(seen.budgets)
  expect(Number(budget?.limit)).toBeGreaterThan(0)
  const text = JSON.stringify(seen)
  expect(text).not.toMatch(/zacharias|quint/i)
  expect(text).not.toContain(server.simulator.tokens.adviser)
})

test('“complete as of” is what the user is told as well', async () => {
  for (const user of rows((await view()).users)) {
    const person = String(user.userId) === ada.userId ? ada : ben
    const { body } = await people.as(server.url, person, '/api/calendly/status')
    expect(Date.parse(String(user.worstCompleteAsOf))).toBe(Date.parse(String(body.completeAsOf)))
  }
})

test('the least current comes first, page after page, and is found by its address', async () => {
  await admin.query(
    `UPDATE calendly_sync.accounts SET coverage = (SELECT jsonb_agg(jsonb_set(s, '{asOfMs}', '1750000000000')) FROM jsonb_array_elements(coverage) s)
     WHERE user_id = $1`,
    [ben.userId],
  )
  const first = await view('?limit=1')
  expect(rows(first.users).map(({ userId }) => userId)).toEqual([ben.userId])
  const second = await view(`?limit=1&cursor=${first.nextCursor}`)
  expect(rows(second.users).map(({ userId }) => userId)).toEqual([ada.userId])
  expect(second.nextCursor).toBeNull()
  await admin.query("UPDATE calendly_sync.accounts SET coverage = '[]' WHERE user_id = $1", [ada.userId])
  const [never] = rows((await view()).users)
  expect(never).toMatchObject({ userId: ada.userId, worstCompleteAsOf: null })
  await setState(ada, 'paused', null)
  expect(rows((await view()).users).map(({ userId }) => userId)).toEqual([ben.userId, ada.userId])
  await setState(ada, 'active', null)
  const found = await view(`?q=${encodeURIComponent(ada.email.slice(0, 6))}`)
  expect(rows(found.users).map(({ userId }) => userId)).toEqual([ada.userId])
  const refused = await people.as(server.url, olga, '/api/operations?cursor=x')
  expect([refused.status, refused.body.code]).toEqual([400, 'bad_cursor'])
})

test('failures are grouped by cause, with their last day hour by hour', async () => {
  await setState(ada, 'failing', 'timeout')
  await setState(ben, 'failing', 'timeout')
  await admin.query(
    `INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, errors, queued_at, finished_at)
     SELECT id, user_id, 'schedule', 'failed', '[{"code":"timeout","message":"Late."}]', now(), now() - n * interval '1 h' - interval '1 min'
     FROM calendly_sync.accounts, generate_series(0, 30) n WHERE user_id = $1`,
    [ada.userId],
  )
  const seen = await view('?code=timeout')
  expect(rows(seen.users)).toHaveLength(2)
  expect(rows((await view('?code=forbidden')).users)).toEqual([])
  const [group] = rows(seen.failures)
  expect(group).toMatchObject({
    code: 'timeout',
    message: 'What happened.',
    accounts: 2,
    count: 24,
    since: '2026-11-01T00:00:00Z',
    trend: Array.from({ length: 24 }, () => 1),
  })
})

test('retrying checks the accounts with the cause, and no others', async () => {
  await setState(ada, 'failing', 'timeout')
  await setState(ben, 'reconnect', 'unauthenticated')
  expect((await act('retry', { code: 'internal' })).body).toEqual({ success: true, accounts: 0, runId: null })
  const { status, body } = await act('retry', { code: 'timeout' })
  expect([status, body.accounts]).toEqual([202, 1])
  const { rows: asked } = await admin.query(
    `SELECT r.user_id FROM calendly_sync.sync_run_accounts m JOIN calendly_sync.account_runs r ON r.id = m.account_run_id WHERE m.run_id = $1`,
    [body.runId],
  )
  expect(asked.map((row) => row.user_id)).toEqual([ada.userId])
  await until(
    () => view(),
    (seen) =>
      rows(seen.users).some((user) => String(user.userId) === ada.userId && user.worstCompleteAsOf !== null),
  )
  const everybody = await act('retry')
  expect(everybody.body.accounts).toBe(1)
  await until(
    () => view(),
    (seen) => rows(seen.failures).every(({ accounts }) => Number(accounts) === 0),
  )
})

test('one account is paused and resumed; one that is not there is not', async () => {
  const accountId = await accountOf(ada)
  expect((await act('pause', { accountId })).body).toEqual({ success: true, changed: 1 })
  expect((await act('pause', { accountId })).body).toEqual({ success: true, changed: 0 })
  const states = async () =>
    (await admin.query('SELECT user_id, state FROM calendly_sync.accounts')).rows
      .filter((row) => row.state === 'paused')
      .map((row) => row.user_id)
  expect(await states()).toEqual([ada.userId])
  expect((await act('resume', { accountId })).body).toEqual({ success: true, changed: 1 })
  expect(await states()).toEqual([])
  expect((await act('pause', { accountId: randomUUID() })).status).toBe(404)
})

test('the schedule stops for everybody and goes on: what people ask for is done meanwhile', async () => {
  expect((await act('pause')).body).toEqual({ success: true, changed: 1 })
  expect((await act('pause')).body).toEqual({ success: true, changed: 0 })
  expect(await view()).toMatchObject({ isPaused: true, pausedSince: expect.stringMatching(/Z$/) })
  const { body } = await people.as(server.url, ben, '/api/calendly/status')
  expect(rows(body.accounts)[0]).toMatchObject({
    state: 'active',
    nextSyncAt: null,
    problem: { code: 'schedule_paused' },
  })
  await admin.query("UPDATE calendly_sync.accounts SET next_sync_at = now() - interval '1 min'")
  const ticks = async () =>
    (await admin.query("SELECT FROM calendly_sync.sync_runs WHERE trigger = 'schedule'")).rows.length
  const before = await ticks()
  const asked = await people.as(server.url, ben, '/api/calendly/sync', post({}))
  expect(asked.body).toMatchObject({ success: true, run: { state: 'succeeded' } })
  expect(await ticks()).toBe(before)
  expect((await act('resume')).body).toEqual({ success: true, changed: 1 })
  await until(ticks, (count) => count > before)
})

test('a cause or an account is muted until a moment, once each, and heard again', async () => {
  const accountId = await accountOf(ada)
  const until = '2099-01-01T00:00:00Z'
  const first = await act('mute', { code: 'timeout', until: '2098-01-01T00:00:00Z' })
  const again = await act('mute', { code: 'timeout', until })
  expect(again.body).toMatchObject({ id: first.body.id, code: 'timeout', accountId: null, until })
  expect((await act('mute', { accountId, until })).body).toMatchObject({ code: null, accountId })
  expect(rows((await view()).mutes)).toHaveLength(2)
  expect((await act('mute', { accountId: randomUUID(), until })).status).toBe(404)
  expect((await act('mute', { until })).status).toBe(400)
  const gone = await people.as(server.url, olga, `/api/operations/mute/${first.body.id}`, {
    method: 'DELETE',
  })
  expect(gone.body).toEqual({ success: true })
  expect(rows((await view()).mutes).map((mute: Json) => mute.accountId)).toEqual([accountId])
})

test('whatever an operator did is noted with his name', async () => {
  const { rows: notes } = await admin.query(
    'SELECT DISTINCT action FROM calendly_sync.audit_log WHERE actor = $1 ORDER BY 1',
    [olga.userId],
  )
  expect(notes.map((note) => note.action)).toEqual([
    'account.paused',
    'account.resumed',
    'account.retried',
    'alerts.muted',
    'alerts.unmuted',
    'installation.paused',
    'installation.resumed',
  ])
})
