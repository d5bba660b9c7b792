import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { invitee } from '../resources/invitee.ts'
import { fixture, member, recordedWebhooks } from '../resources/testing/payloads.ts'
import { type Mailroom, openMailroom } from './testing/mailroom.ts'

/* Every delivery that was recorded, published or made up by others (fixtures/SOURCES.md), each into an empty mirror. */

let mailroom: Mailroom

beforeAll(async () => {
  mailroom = await openMailroom()
})
afterAll(() => mailroom.close())

/** What the mirror shows afterwards; those that say nothing of the event are read instead. */
const shown: Readonly<Record<string, object | 'read' | 'not mirrored'>> = {
  'constructed-webhook-reschedule-1-canceled': { status: 'canceled', deleted_reason: 'canceled' },
  'constructed-webhook-reschedule-2-created': { status: 'active', attendees: [{ status: 'active' }] },
  'docs-webhook-invitee-canceled-event-still-active': {
    status: 'active',
    is_deleted: false,
    attendees: [{ status: 'canceled' }, { isGuest: true }],
  },
  'docs-webhook-invitee-created': { status: 'active' },
  'docs-webhook-invitee-no-show-created': {
    status: 'active',
    attendees: [{ noShow: true }, { isGuest: true }],
  },
  'handauthored-webhook-invitee-canceled': 'read',
  'handauthored-webhook-invitee-created': 'read',
  'handauthored-webhook-invitee-created-group-utm': 'read',
  'handauthored-webhook-reschedule-1-canceled': 'read',
  'handauthored-webhook-reschedule-2-created': 'read',
  'official-webhook-invitee-canceled-legacy': 'read',
  'official-webhook-invitee-created-legacy': 'read',
  'official-webhook-routing-form-submission': 'not mirrored',
  'webhook-invitee-canceled-by-invitee': { status: 'canceled', deleted_reason: 'canceled' },
  'webhook-invitee-created': { status: 'active', attendees: [{ noShow: false }] },
  'webhook-invitee-no-show-created': { status: 'active', attendees: [{ noShow: true }] },
  'webhook-payload-invitee-canceled-by-host': { status: 'canceled', canceled_by: 'host name' },
  'webhook-payload-invitee-no-show-created': { attendees: [{ noShow: true }] },
  'webhook-payload-invitee-no-show-deleted': { attendees: [{ noShow: false }] },
  'webhook-payload-routing-form-submission': 'not mirrored',
}

const webhooks = recordedWebhooks()

beforeEach(async () => {
  await mailroom.database.pool.query(
    'TRUNCATE calendly_sync.accounts, calendly_sync.scheduled_events, meetings, clients, calendly_sync.webhook_deliveries CASCADE',
  )
})

test('each of them is known here', () => {
  expect(webhooks.map(([name]) => name).sort()).toEqual(Object.keys(shown).sort())
})

describe('what was recorded is taken', () => {
  test.each(webhooks)('%s', async (name, body) => {
    const ours = await account(body)
    const fate = await mailroom.deliver(body)
    const right = shown[name]
    if (right === 'not mirrored') {
      expect(fate).toMatchObject({ outcome: 'ignored', reason: 'unknown_kind' })
      return
    }
    const { uuid, event_uuid } = seatOf(body)
    // Whose a meeting is that the payload does not describe shows only when it is read.
    const user_ids = right === 'read' ? [] : [ours.userId]
    expect(fate).toMatchObject({ kind: member(body, 'event'), event_uuid, user_ids })
    if (right === 'read') {
      expect(fate).toMatchObject({ outcome: 'applied', reason: 'reread' })
      expect(await mailroom.toRead(ours)).toEqual([event_uuid])
      return
    }
    expect(fate).toMatchObject({ outcome: 'applied', reason: null })
    expect(await mailroom.meeting(ours, event_uuid)).toMatchObject(right ?? {})
    expect(await mailroom.rows('SELECT uuid FROM calendly_sync.meeting_invitees')).toEqual([{ uuid }])
    // In other bytes it is the same; a no-show is asked about again, for its order cannot be told.
    const again = await mailroom.deliver({ ...body, created_at: '2030-01-01T00:00:00Z' })
    const isNoShow = String(member(body, 'event')).startsWith('invitee_no_show.')
    expect(again).toMatchObject(
      isNoShow ? { outcome: 'applied', reason: 'reread' } : { outcome: 'duplicate', reason: null },
    )
  })
})

test.each([
  ['set and taken back', 0],
  ['taken back and set', 1],
])('a recorded no-show is %s while no stamp moves: it is asked for', async (_, first) => {
  const verbs = ['created', 'deleted'] as const
  const ends = verbs.map((verb) => ({
    event: `invitee_no_show.${verb}`,
    payload: fixture(`webhook-payload-invitee-no-show-${verb}`),
  }))
  const [before = {}, after = {}] = first ? ends.toReversed() : ends
  const ours = await account(before)
  await mailroom.deliver(before)
  expect(await mailroom.deliver(after)).toMatchObject({ outcome: 'applied', reason: 'reread' })
  expect(await mailroom.asking(ours)).toEqual([seatOf(before).event_uuid])
})

test.each([
  ['forwards', 0],
  ['backwards', 1],
])('a reschedule is linked both ways, delivered %s', async (_, first) => {
  const names = ['constructed-webhook-reschedule-1-canceled', 'constructed-webhook-reschedule-2-created']
  const halves = names.map((name) => Object(fixture(name)))
  const ours = await account(halves[0])
  for (const half of first ? halves.toReversed() : halves) await mailroom.deliver(half)
  const [old, next] = await Promise.all(halves.map((half) => mailroom.meeting(ours, seatOf(half).event_uuid)))
  expect(old).toMatchObject({ is_deleted: true, rescheduled_to: next?.id })
  expect(next).toMatchObject({ is_deleted: false, rescheduled_from: old?.id })
})

/** An account of the host whom a delivery names, or of anybody where it names none. */
async function account(body: object) {
  const ours = await mailroom.adviser()
  const hosts = Object(member(member(body, 'payload'), 'scheduled_event')).event_memberships
  const calendlyUser = String(hosts?.[0]?.user ?? `https://api.calendly.com/users/${randomUUID()}`)
  await mailroom.rows('UPDATE calendly_sync.accounts SET calendly_user = $2 WHERE id = $1', [
    ours.accountId,
    calendlyUser,
  ])
  return { ...ours, calendlyUser }
}

function seatOf(body: object) {
  const seat = invitee.fact(member(body, 'payload'), 0)
  if (!seat) throw new Error('it names an invitee')
  return seat
}
