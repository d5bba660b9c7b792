import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityEntry, ActivityQuery } from '../contract/activity.ts'
import { setInterval, setPaused } from '../store/accounts.ts'
import { type Mirror, openMirror, type Person } from '../store/read/testing/mirror.ts'
import { type Activity, createActivity } from './activity.ts'

let mirror: Mirror
let activity: Activity
let minute = 0

beforeAll(async () => {
  mirror = await openMirror()
  activity = createActivity(mirror.database)
})
afterAll(() => mirror.close())

const nextMinute = () => new Date(Date.UTC(2026, 10, 22) + minute++ * 60_000).toISOString()

async function addRun(person: Person, run: { state?: string; changed?: number; trigger?: string } = {}) {
  await mirror.database.transaction('installation', (tx) =>
    tx.query(
      `INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, new_count, queued_at, finished_at, errors)
       VALUES ($1, $2, $3, $4, $5, $6, $6, CASE WHEN $4 = 'failed' THEN '[{"code": "forbidden", "message": "No."}]' ELSE '[]' END::jsonb)`,
      [
        person.accountId,
        person.userId,
        run.trigger ?? 'schedule',
        run.state ?? 'succeeded',
        run.changed ?? 0,
        nextMinute(),
      ],
    ),
  )
}

async function addDelivery(people: readonly Person[], outcome = 'applied', reason: string | null = null) {
  await mirror.database.transaction('installation', (tx) =>
    tx.query(
      `INSERT INTO calendly_sync.webhook_deliveries (endpoint_id, digest, received_at, is_verified, headers, body, kind, user_ids,
         outcome, reason, due_at, signed_at, settled_at)
       VALUES (gen_random_uuid(), '\\x00', $1, true, '{}', '\\x7b7d', 'invitee.created', $2, $3, $4, NULL, $1,
         $1::timestamptz + interval '250 ms')`,
      [nextMinute(), people.map((person) => person.userId), outcome, reason],
    ),
  )
}

async function seen(person: Person, query: ActivityQuery = {}, isOperator = false): Promise<ActivityEntry[]> {
  const { data } = await activity.list({ userId: person.userId, isOperator }, query)
  return [...data]
}

const titles = async (...asked: Parameters<typeof seen>) => (await seen(...asked)).map(({ title }) => title)

test('runs, deliveries and what people did stand in one line, newest first, each with what to say of it', async () => {
  const ada = await mirror.addUser()
  await addRun(ada, { trigger: 'import', changed: 2 })
  await addDelivery([ada])
  await addRun(ada, { state: 'failed' })
  await setPaused(mirror.database, ada.userId, ada.accountId, true)
  await setInterval(mirror.database, ada.userId, ada.accountId, 300_000)
  await setInterval(mirror.database, ada.userId, ada.accountId, null)
  expect(await seen(ada)).toMatchObject([
    { kind: 'setting', facts: { who: 'you', from: 5, to: null } },
    { kind: 'setting', title: 'Time between checks changed', facts: { who: 'you', from: null, to: 5 } },
    { title: 'Account paused', accountId: ada.accountId, facts: { from: 'active', to: 'paused' } },
    { kind: 'run', title: 'Scheduled check', outcome: 'bad', facts: { errors: [{ code: 'forbidden' }] } },
    { kind: 'delivery', title: 'Webhook: booked', outcome: 'changed', facts: { delayMs: 250 } },
    { kind: 'run', title: 'First import', outcome: 'changed', facts: { new: 2 }, count: 1 },
  ])
})

test('filters narrow it by kind, outcome, state, account, time and words', async () => {
  const ben = await mirror.addUser()
  await addRun(ben, { state: 'failed' })
  await addRun(ben, { trigger: 'manual', changed: 1 })
  await addDelivery([ben], 'duplicate')
  await activity.note({ about: ben.userId, actor: ben.userId, action: 'session.opened' })
  const all = await seen(ben)
  expect(await titles(ben, { kind: 'run' })).toEqual(['Check asked for', 'Scheduled check'])
  expect(await titles(ben, { kind: 'sign-in' })).toEqual(['Signed in'])
  expect(await titles(ben, { kind: 'alert' })).toEqual([])
  expect(await titles(ben, { outcome: 'bad' })).toEqual(['Scheduled check'])
  expect(await titles(ben, { state: 'duplicate' })).toEqual(['Webhook: booked'])
  expect(await titles(ben, { accountId: ben.accountId })).toEqual(['Check asked for', 'Scheduled check'])
  expect(await titles(ben, { q: 'FORBIDDEN check' })).toEqual(['Scheduled check'])
  expect(await titles(ben, { q: 'booked' })).toEqual(['Webhook: booked'])
  expect(await titles(ben, { from: all[1]?.at ?? '' })).toEqual(['Signed in', 'Webhook: booked'])
  expect(await titles(ben, { to: all[2]?.at ?? '' })).toEqual(['Scheduled check'])
})

test('pages show everything once, folded or not', async () => {
  const cleo = await mirror.addUser()
  for (let n = 0; n < 9; n++) await addRun(cleo, { changed: n % 2 })
  for (let n = 0; n < 40; n++) await addRun(cleo)
  for (let n = 0; n < 6; n++) await addDelivery([cleo], n < 3 ? 'applied' : 'duplicate')
  // With three, the quiet checks are the last entry of the first page: it must not end before they do.
  for (const [fold, limit] of [
    [true, 3],
    [true, 4],
    [false, 4],
  ] as const) {
    const pages: ActivityEntry[] = []
    let cursor: string | undefined
    do {
      const page = await activity.list(
        { userId: cleo.userId, isOperator: false },
        { fold, limit, ...(cursor && { cursor }) },
      )
      pages.push(...page.data)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(pages.reduce((sum, entry) => sum + entry.count, 0)).toBe(55)
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length)
    // 3 duplicates, 3 applied, 41 quiet checks; the 8 others take turns.
    expect(pages).toHaveLength(fold ? 11 : 55)
  }
})

test('nobody sees what is others’; operators see the installation’s, and deliveries that concern nobody', async () => {
  const [dora, emil, olga] = [await mirror.addUser(), await mirror.addUser(), await mirror.addUser()]
  await addRun(dora)
  await addDelivery([dora])
  await addDelivery([], 'ignored', 'not_ours')
  await activity.note({ about: dora.userId, actor: dora.userId, action: 'password.changed' })
  await activity.note({ about: 'installation', actor: dora.userId, action: 'invitation.made' })
  expect(await titles(dora)).toEqual(['Password changed', 'Webhook: booked', 'Scheduled check'])
  expect(await titles(emil)).toEqual([])
  expect(await seen(olga, {}, true)).toMatchObject([
    { title: 'Invitation made', facts: { who: 'somebody else' } },
    { title: 'Webhook: booked', state: 'ignored', accountId: null },
  ])
  expect(await titles({ ...emil, userId: '00000000-0000-0000-0000-000000000000' })).toEqual([])
})

test('a cursor belongs to its filters', async () => {
  const fay = await mirror.addUser()
  for (let n = 0; n < 3; n++) await addRun(fay, { changed: 1 })
  const viewer = { userId: fay.userId, isOperator: false }
  const { nextCursor } = await activity.list(viewer, { limit: 1 })
  await expect(activity.list(viewer, { kind: 'run', cursor: nextCursor ?? '' })).rejects.toMatchObject({
    code: 'bad_cursor',
  })
})
