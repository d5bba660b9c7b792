import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Clock } from '../../clock.ts'
import { systemClock } from '../../clock.ts'
import { type Account, listAccounts } from '../../store/accounts.ts'
import { settleDeliveries } from '../../store/inbox/settle.ts'
import { type Mirror, openMirror, type Person } from '../../store/read/testing/mirror.ts'
import { createInsights } from './create.ts'

/* Monday, 2026-11-23, a quarter past twelve: a day of 15-minute cells ends at half past. */

const nowMs = Date.parse('2026-11-23T12:15:00Z')
const clock: Clock = { ...systemClock, now: () => nowMs }

let mirror: Mirror
let insights: ReturnType<typeof createInsights>

beforeAll(async () => {
  mirror = await openMirror()
  insights = createInsights({
    database: mirror.database,
    clock,
    intervalMs: 900_000,
    accountsOf: (userId) => listAccounts(mirror.database, [userId]),
    callsOf: async (accounts) => new Map(accounts.map(({ id }) => [id, { callsLeft: 40, callsLimit: 60 }])),
    bucketOf: ({ credential }) => credential,
  })
})
afterAll(() => mirror.close())

const query = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  mirror.database.transaction('installation', (tx) => tx.query<Row>(text, values))

const minutesAgo = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString()

interface TestRun {
  /** Minutes before now at which it began; it lasted two seconds. */
  readonly began: number
  readonly state?: string
  readonly trigger?: string
  readonly changed?: number
  readonly requests?: number
  readonly progress?: object
  readonly accountId?: string
}

async function addRun(person: Person, run: TestRun): Promise<string> {
  const isOver = !['queued', 'running', 'waiting'].includes(run.state ?? 'succeeded')
  const [row] = await query<{ id: string }>(
    `WITH ours AS (INSERT INTO calendly_sync.sync_runs (trigger) VALUES ('schedule') RETURNING id),
     made AS (
       INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, new_count, requests, queued_at, started_at, finished_at, progress)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7, CASE WHEN $8 THEN $7::timestamptz + interval '2 s' END, $9) RETURNING id, user_id
     )
     INSERT INTO calendly_sync.sync_run_accounts (run_id, account_run_id, user_id)
     SELECT ours.id, made.id, made.user_id FROM ours, made RETURNING run_id AS id`,
    [
      run.accountId ?? person.accountId,
      person.userId,
      run.trigger ?? 'schedule',
      run.state ?? 'succeeded',
      run.changed ?? 0,
      run.requests ?? 3,
      minutesAgo(run.began),
      isOver,
      run.progress ? JSON.stringify(run.progress) : null,
    ],
  )
  return row?.id ?? ''
}

async function addAccount({ userId }: Person, state = 'active'): Promise<string> {
  const [row] = await query<Pick<Account, 'id'>>(
    `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential, state)
     VALUES ($1, gen_random_uuid(), 'other', $2) RETURNING id`,
    [userId, state],
  )
  return row?.id ?? ''
}

test('each cell of the day tells the worst of what began in it, and single re-reads are calls but no check', async () => {
  const ada = await mirror.addUser()
  await addRun(ada, { began: 50, changed: 2 })
  const failed = await addRun(ada, { began: 40, state: 'failed' })
  await addRun(ada, { began: 35, changed: 1 })
  await addRun(ada, { began: 5, trigger: 'reread', requests: 4 })
  const told = await insights(ada.userId)
  expect(told).toMatchObject({ from: '2026-11-22T12:15:00.000Z', to: '2026-11-23T12:15:00.000Z' })
  expect(told.passes).toHaveLength(96)
  expect(told.passes.slice(-4)).toMatchObject([
    { state: 'succeeded', new: 2, requests: 3, durationMs: 2000, to: '2026-11-23T11:30:00.000Z' },
    { state: 'failed', runId: failed, new: 1, requests: 6 },
    { state: 'none', runId: null, requests: 0 },
    { state: 'none', runId: null, requests: 0, durationMs: null },
  ])
  expect(told.calls.slice(-4).map(({ used }) => used)).toEqual([3, 6, 0, 4])
  expect(told.calls[0]?.limit).toBe(15 * 60)
  expect(told.callsLeft).toEqual([{ accountId: ada.accountId, callsLeft: 40, callsLimit: 60 }])
})

test('freshness is told of the account that is worst off, paused ones aside', async () => {
  const ben = await mirror.addUser()
  const [second, paused] = [await addAccount(ben), await addAccount(ben, 'paused')]
  for (let began = 60; began >= 0; began -= 15) await addRun(ben, { began: began + 1 })
  await addRun(ben, { began: 40, accountId: second })
  await addRun(ben, { began: 10, accountId: second, state: 'failed' })
  await addRun(ben, { began: 55, accountId: paused })
  const { lag, calls } = await insights(ben.userId, { from: minutesAgo(60) })
  expect(lag).toEqual([
    { at: minutesAgo(45), seconds: 902 },
    // Complete as of 40 minutes ago: ten old at the end of its cell, when the first account's check ends as well.
    { at: minutesAgo(30), seconds: 902 },
    { at: minutesAgo(15), seconds: 25 * 60 },
    { at: minutesAgo(0), seconds: 40 * 60 },
  ])
  // Two tokens, of which each may call 60 times a minute.
  expect(calls[0]?.limit).toBe(2 * 15 * 60)
})

async function addDelivery(
  person: Person,
  seconds: number,
  more: { outcome?: string; signed?: boolean } = {},
) {
  const [row] = await query<{ id: string }>(
    `INSERT INTO calendly_sync.webhook_deliveries (endpoint_id, digest, received_at, signed_at, is_verified, headers, body, user_ids,
       outcome, due_at, settled_at, first_settled_at)
     VALUES (gen_random_uuid(), '\\x00', $1::timestamptz, CASE WHEN $5 THEN $1::timestamptz - interval '40 s' END, true, '{}', '\\x7b7d',
       ARRAY[$2::uuid], $3, NULL, $1::timestamptz + $4 * interval '1 s', $1::timestamptz + $4 * interval '1 s') RETURNING id`,
    [minutesAgo(30), person.userId, more.outcome ?? 'applied', seconds, more.signed ?? false],
  )
  return row?.id ?? ''
}

test('a webhook’s delay counts from its signature to its first outcome, whatever is replayed later', async () => {
  const cleo = await mirror.addUser()
  for (const seconds of [0.2, 0.4, 1.5, 3, 700]) await addDelivery(cleo, seconds)
  await addDelivery(cleo, 4000)
  await addDelivery(cleo, 5, { signed: true })
  await addDelivery(cleo, 1, { outcome: 'ignored' })
  const replayed = await addDelivery(cleo, 0.3)
  const settled = {
    reason: null,
    kind: 'invitee.created',
    event_uuid: 'E',
    user_ids: [cleo.userId],
    again_in: null,
  }
  await mirror.database.transaction('installation', (tx) =>
    settleDeliveries(tx, [{ id: replayed, outcome: 'duplicate', ...settled }]),
  )
  const { webhookDelay } = await insights(cleo.userId)
  const counts = Object.fromEntries(webhookDelay.buckets.map((bucket) => [bucket.belowSeconds, bucket.count]))
  expect(counts).toEqual({ 1: 3, 2: 1, 5: 1, 10: 0, 30: 0, 60: 1, 120: 0, 300: 0, 600: 0, 1800: 1, null: 1 })
  expect(webhookDelay).toMatchObject({ count: 8, p50Seconds: 1.5, p95Seconds: 4000, maxSeconds: 4000 })
  const nobody = await insights((await mirror.addUser()).userId)
  expect(nobody.webhookDelay).toMatchObject({ count: 0, p50Seconds: null, maxSeconds: null })
})

test('changes are counted by kind, in the cell that they came in', async () => {
  const dora = await mirror.addUser()
  for (const kind of ['created', 'created', 'updated', 'canceled', 'reassigned', 'gone', 'restored'])
    await query(
      `INSERT INTO calendly_sync.changes (user_id, at, kind, meeting_id, cause, is_deleted, after)
       VALUES ($1, $2, $3, gen_random_uuid(), 'tick', false, '{}')`,
      [dora.userId, minutesAgo(kind === 'restored' ? 20 : 5), `meeting.${kind}`],
    )
  const { changesPerPass } = await insights(dora.userId)
  expect(changesPerPass.slice(-2)).toEqual([
    { at: minutesAgo(30), created: 0, updated: 0, cancelled: 0, gone: 0, restored: 1 },
    { at: minutesAgo(15), created: 2, updated: 1, cancelled: 1, gone: 2, restored: 0 },
  ])
})

test('a meeting counts in its week as held, cancelled, no-show or upcoming, one that moved where it went', async () => {
  const eve = await mirror.addUser()
  const came = { name: 'Anna', email: 'anna@example.com' }
  const missed = { name: 'Ben', email: 'ben@example.com', noShow: true }
  const day = '2026-11-17' // the week before
  await eve.see({ uuid: 'held', start: `${day}T09:00:00Z`, seats: [came] })
  await eve.see({ uuid: 'group', start: `${day}T10:00:00Z`, seatsAtMost: 2, seats: [came, missed] })
  await eve.see({ uuid: 'missed', start: `${day}T11:00:00Z`, seats: [missed], guests: ['guest@example.com'] })
  await eve.see({ uuid: 'off', start: `${day}T12:00:00Z`, status: 'canceled', seats: [came] })
  await eve.see({
    uuid: 'before',
    start: `${day}T13:00:00Z`,
    status: 'canceled',
    seats: [{ ...came, movedTo: 'after' }],
  })
  await eve.see({ uuid: 'after', start: '2026-11-23T13:00:00Z', seats: [{ ...came, movedFrom: 'before' }] })
  await eve.see({ uuid: 'far', start: '2027-02-01T13:00:00Z', seats: [came] })
  const { meetingsPerWeek } = await insights(eve.userId)
  expect(meetingsPerWeek).toHaveLength(26)
  expect([meetingsPerWeek[0]?.week, meetingsPerWeek.at(-1)?.week]).toEqual(['2026-06-29', '2026-12-21'])
  expect(meetingsPerWeek.slice(20, 23)).toEqual([
    { week: '2026-11-16', held: 2, cancelled: 1, noShow: 1, upcoming: 0 },
    { week: '2026-11-23', held: 0, cancelled: 0, noShow: 0, upcoming: 1 },
    { week: '2026-11-30', held: 0, cancelled: 0, noShow: 0, upcoming: 0 },
  ])
})

test('a first import under way tells how far it is; a check of what lies ahead does not', async () => {
  const fay = await mirror.addUser()
  const other = await addAccount(fay)
  const doing = 'Reading your meetings for the first time'
  const progress = { done: 300, total: 400, secondsLeft: 0, doing }
  await addRun(fay, { began: 1, trigger: 'import', state: 'running', progress })
  const tick = { ...progress, doing: 'Reading what lies ahead' }
  await addRun(fay, { began: 1, state: 'running', accountId: other, progress: tick })
  const { backfill, passes } = await insights(fay.userId)
  expect(backfill).toEqual([{ accountId: fay.accountId, ...progress, percent: expect.any(Number) }])
  expect(passes.at(-1)).toMatchObject({ state: 'running', durationMs: null })
})

test('nothing of others is in anybody’s figures', async () => {
  const [gil, hal] = [await mirror.addUser(), await mirror.addUser()]
  await addRun(gil, { began: 5, changed: 3 })
  await addDelivery(gil, 1)
  await gil.see({ uuid: 'G', start: '2026-11-24T09:00:00Z' })
  const told = await insights(hal.userId)
  expect(told.passes.every(({ state }) => state === 'none')).toBe(true)
  expect(told).toMatchObject({ lag: [], backfill: [], webhookDelay: { count: 0 } })
  expect(told.meetingsPerWeek.every(({ upcoming }) => upcoming === 0)).toBe(true)
  expect(told.changesPerPass.every(({ created }) => created === 0)).toBe(true)
})
