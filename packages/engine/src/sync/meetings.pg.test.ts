import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { type Mirror, openMirror, type Person } from '../store/read/testing/mirror.ts'
import { createMeetings } from './meetings.ts'
import type { Sync } from './surface.ts'

let mirror: Mirror
let meetings: Sync['meetings']

beforeAll(async () => {
  mirror = await openMirror()
  meetings = createMeetings(mirror.database, systemClock)
})
afterAll(() => mirror.close())

const query = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  mirror.database.transaction('installation', (tx) => tx.query<Row>(text, values))

const start = '2026-12-01T09:00:00Z'

async function idOf(person: Person, uuid: string): Promise<string> {
  const { data } = await meetings.list(person.userId, { view: 'all' })
  return data.find((meeting) => meeting.calendlyEventUuid === uuid)?.id ?? ''
}

const shown = async (person: Person, uuid: string) => meetings.get(person.userId, await idOf(person, uuid))

/** A delivery that spoke of the event, settled so many seconds after its last change. */
async function addDelivery(
  person: Person,
  uuid: string,
  outcome: string,
  more: { reason?: string; seconds?: number; users?: readonly string[] } = {},
): Promise<string> {
  const [row] = await query<{ id: string }>(
    `INSERT INTO calendly_sync.webhook_deliveries (endpoint_id, digest, is_verified, headers, body, kind, event_uuid, user_ids,
       outcome, reason, due_at, received_at, settled_at, first_settled_at)
     SELECT gen_random_uuid(), '\\x00', true, '{}', '\\x7b7d', 'invitee.created', $2::text, $3::uuid[], $4, $5, NULL, last.at,
       last.at + $6 * interval '1 s', last.at + $6 * interval '1 s'
     FROM (SELECT max(at) AS at FROM calendly_sync.changes WHERE meeting_id = $1) last RETURNING id`,
    [
      await idOf(person, uuid),
      uuid,
      more.users ?? [person.userId],
      outcome,
      more.reason ?? null,
      more.seconds ?? 1,
    ],
  )
  return row?.id ?? ''
}

/** Makes it look as if the meeting's changes had been written on behalf of this. */
const writtenBy = async (person: Person, uuid: string, cause: string, accountRunId: string | null) =>
  query('UPDATE calendly_sync.changes SET cause = $2, account_run_id = $3 WHERE meeting_id = $1', [
    await idOf(person, uuid),
    cause,
    accountRunId,
  ])

test('a change by webhook names the delivery that was applied next, and no other', async () => {
  const ada = await mirror.addUser()
  await ada.see({ uuid: 'W', start })
  await writtenBy(ada, 'W', 'webhook', null)
  await addDelivery(ada, 'W', 'applied', { seconds: -5 })
  await addDelivery(ada, 'W', 'duplicate', { seconds: 0.1 })
  await addDelivery(ada, 'W', 'applied', { seconds: 3 })
  const deliveryId = await addDelivery(ada, 'W', 'applied', { seconds: 0.5 })
  const writing = { path: 'webhook', deliveryId, runId: null }
  expect(await shown(ada, 'W')).toMatchObject({
    history: [{ kind: 'meeting.created', cause: 'webhook', ...writing }],
    explanation: { writtenBy: writing },
  })
})

test('a delivery of a minute later did not write it', async () => {
  const ben = await mirror.addUser()
  await ben.see({ uuid: 'L', start })
  await writtenBy(ben, 'L', 'webhook', null)
  await addDelivery(ben, 'L', 'applied', { seconds: 61 })
  expect((await shown(ben, 'L'))?.explanation.writtenBy).toMatchObject({ path: 'webhook', deliveryId: null })
})

test('what was told without changing anything is listed with its reason, and what was told to others is not', async () => {
  const [cleo, dan] = [await mirror.addUser(), await mirror.addUser()]
  await cleo.see({ uuid: 'I', start })
  await addDelivery(cleo, 'I', 'applied')
  const ids = [
    await addDelivery(cleo, 'I', 'superseded'),
    await addDelivery(cleo, 'I', 'duplicate'),
    await addDelivery(cleo, 'I', 'ignored', { reason: 'stale' }),
  ]
  await addDelivery(cleo, 'I', 'superseded', { users: [dan.userId] })
  const { ignored } = (await shown(cleo, 'I'))?.explanation ?? {}
  expect(new Set(ignored?.map(({ deliveryId }) => deliveryId))).toEqual(new Set(ids))
  const by = (reason: string) => ignored?.find((one) => one.reason === reason)
  expect(by('superseded')).toMatchObject({ path: 'webhook', message: 'Something newer is known.' })
  expect(by('duplicate')).toMatchObject({ message: 'It says what was known already.' })
  expect(by('stale')).toMatchObject({ message: expect.stringContaining('read from Calendly instead') })
})

test('a list of one account is a poll, one for several a sweep, a single reading a reread', async () => {
  const [eve, fay] = [await mirror.addUser(), await mirror.addUser()]
  const token = `pat:https://api.calendly.com/users/${randomUUID()}`
  for (const { accountId } of [eve, fay])
    await query("UPDATE calendly_sync.accounts SET credential = $2, organization = 'o' WHERE id = $1", [
      accountId,
      token,
    ])
  await eve.see({ uuid: 'S', start })
  const runOf = async (people: readonly Person[], ofEverybody: boolean) => {
    const [run] = await query<{ id: string }>(
      "INSERT INTO calendly_sync.sync_runs (trigger, user_id) VALUES ('schedule', $1) RETURNING id",
      [ofEverybody ? null : eve.userId],
    )
    const made = people.map(async ({ accountId, userId }) => {
      const [row] = await query<{ id: string }>(
        `WITH made AS (INSERT INTO calendly_sync.account_runs (account_id, user_id, trigger, state, finished_at)
           VALUES ($1, $2, 'schedule', 'succeeded', now()) RETURNING id, user_id)
         INSERT INTO calendly_sync.sync_run_accounts (run_id, account_run_id, user_id) SELECT $3, id, user_id FROM made
         RETURNING account_run_id AS id`,
        [accountId, userId, run?.id],
      )
      return row?.id ?? ''
    })
    return { runId: run?.id, accountRunId: (await Promise.all(made))[0] ?? '' }
  }
  const pathOf = async (cause: string, run: { accountRunId: string } | null) => {
    await writtenBy(eve, 'S', cause, run?.accountRunId ?? null)
    const { writtenBy: writer } = (await shown(eve, 'S'))?.explanation ?? {}
    return [writer?.path, writer?.runId]
  }
  const [alone, together, asked] = [
    await runOf([eve], true),
    await runOf([eve, fay], true),
    await runOf([eve, fay], false),
  ]
  expect(await pathOf('tick', alone)).toEqual(['poll', alone.runId])
  expect(await pathOf('tick', together)).toEqual(['sweep', together.runId])
  expect(await pathOf('history', asked)).toEqual(['poll', asked.runId])
  expect(await pathOf('reread', together)).toEqual(['reread', together.runId])
  expect(await pathOf('after-meeting', null)).toEqual(['reread', null])
  await query("UPDATE calendly_sync.accounts SET organization = 'other' WHERE id = $1", [fay.accountId])
  expect(await pathOf('tick', together)).toEqual(['poll', together.runId])
})

test('the raw words are as they came, to whom they belong', async () => {
  const [gil, hal] = [await mirror.addUser(), await mirror.addUser()]
  await gil.see({ uuid: 'R', start, seats: [{ name: 'Anna', email: 'anna@example.com' }] })
  await query(
    `UPDATE calendly_sync.meeting_invitees SET raw = raw || '{"cancel_url": "https://calendly.com/cancellations/x"}'
     WHERE user_id = $1`,
    [gil.userId],
  )
  const id = await idOf(gil, 'R')
  expect(await meetings.raw(gil.userId, id)).toMatchObject({
    event: { uri: 'https://api.calendly.com/scheduled_events/R', name: 'Review', status: 'active' },
    invitees: [{ email: 'anna@example.com', cancel_url: '(hidden)' }],
  })
  expect(await meetings.raw(hal.userId, id)).toBeUndefined()
  expect(await meetings.raw(gil.userId, randomUUID())).toBeUndefined()
})
