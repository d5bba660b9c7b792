import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findAccount } from '../store/accounts.ts'
import { dueRereads, settleReread } from '../store/due.ts'
import { replayDeliveries } from '../store/inbox/replay.ts'
import { type Adviser, at, event, seat } from '../store/merge/testing/scene.ts'
import { type Mailroom, openMailroom, webhook } from './testing/mailroom.ts'

/* What becomes of a delivery (design, "The one idea"; reliability H1 to H10, T2). */

let mailroom: Mailroom
let ann: Adviser
let id: string

beforeAll(async () => {
  mailroom = await openMailroom()
})
afterAll(() => mailroom.close())

beforeEach(async () => {
  ann = await mailroom.adviser()
  id = randomUUID()
})

const created = (over: object = {}, ofEvent: object = {}, sentAt?: string) =>
  webhook('invitee.created', seat(`${id}-s`, id, over), event(id, ann, ofEvent), sentAt)

const canceled = { status: 'canceled', updated_at: at(9) }
const nobody = { total: 1, active: 0, limit: 1 }

/** The invitee leaves; `ofEvent` is what the nested event says. */
const left = (ofEvent: object = { ...canceled, invitees_counter: nobody }) =>
  webhook('invitee.canceled', seat(`${id}-s`, id, canceled), event(id, ann, ofEvent))

describe('a delivery is applied', () => {
  test('when it tells something new', async () => {
    expect(await mailroom.deliver(created())).toEqual({
      outcome: 'applied',
      reason: null,
      kind: 'invitee.created',
      event_uuid: id,
      user_ids: [ann.userId],
      attempts: 1,
      seen: 1,
      due_in: null,
    })
    expect(await mailroom.meeting(ann, id)).toMatchObject({ attendees: [{ email: `${id}-s@example.com` }] })
  })

  test('unpacked, when it was packed', async () => {
    const body = gzipSync(JSON.stringify(created()))
    const fate = await mailroom.deliver(body, { headers: { 'content-encoding': 'gzip' } })
    expect(fate).toMatchObject({ outcome: 'applied', reason: null })
  })

  test('for every user of ours who hosts it', async () => {
    const bob = await mailroom.adviser()
    const fate = await mailroom.deliver(
      webhook('invitee.created', seat(`${id}-s`, id), event(id, [ann, bob])),
    )
    expect(fate.user_ids?.toSorted()).toEqual([ann.userId, bob.userId].sort())
    for (const who of [ann, bob]) expect(await mailroom.meeting(who, id)).toMatchObject({ is_deleted: false })
  })

  test.each([
    ['an escaped NUL', '\\u0000'],
    ['half of a surrogate pair', '\\ud83d'],
    ['bytes that are no UTF-8', '\xff'],
  ])('and says that text was cleaned, with %s in it', async (_, odd) => {
    const text = JSON.stringify(created({ name: 'Ann ODD' })).replace('ODD', odd)
    const fate = await mailroom.deliver(Buffer.from(text, 'latin1'))
    expect(fate).toMatchObject({ outcome: 'applied', reason: 'cleaned' })
    expect(await mailroom.meeting(ann, id)).toMatchObject({ attendees: [{ name: 'Ann \uFFFD' }] })
  })

  test('and says that nobody proved where it came from', async () => {
    const fate = await mailroom.deliver(created(), { isVerified: false })
    expect(fate).toMatchObject({ outcome: 'applied', reason: 'unverified' })
  })

  test('by asking for a read, when equal stamps leave it open what is true', async () => {
    const noShow = { no_show: { uri: 'https://api.calendly.com/invitee_no_shows/N', created_at: at(5) } }
    await mailroom.deliver(created())
    const set = webhook('invitee_no_show.created', seat(`${id}-s`, id, noShow), event(id, ann))
    expect(await mailroom.deliver(set)).toMatchObject({ outcome: 'applied', reason: 'reread' })
    expect(await mailroom.asking(ann)).toEqual([id])
    expect(await mailroom.meeting(ann, id)).toMatchObject({ attendees: [{ noShow: false }] })
    await mailroom.read(ann, { events: [event(id, ann)], seats: [seat(`${id}-s`, id, noShow)] })
    expect(await mailroom.meeting(ann, id)).toMatchObject({ attendees: [{ noShow: true }] })
  })

  test('by asking for a read, when it is of before 2022 and says nothing of the event', async () => {
    const legacy = webhook(
      'invitee.created',
      seat(`${id}-s`, id, { status: undefined, canceled: false }),
      undefined,
    )
    const fate = await mailroom.deliver(legacy, { endpointId: await mailroom.endpoint(ann, 'test', 'user') })
    expect(fate).toMatchObject({ outcome: 'applied', reason: 'reread', user_ids: [ann.userId] })
    expect(await mailroom.toRead(ann)).toEqual([id])
    expect(await mailroom.meeting(ann, id)).toBeUndefined()
  })

  test('when it names no host at a URL of one user, also together with one that names him', async () => {
    const endpointId = await mailroom.endpoint(ann, 'test', 'user')
    const [other, hostless] = [randomUUID(), { event_memberships: [] }]
    await mailroom.post(created(), { endpointId })
    await mailroom.post(webhook('invitee.created', seat(`${other}-s`, other), event(other, ann, hostless)), {
      endpointId,
    })
    expect(await mailroom.drain()).toBe(2)
    for (const uuid of [id, other])
      expect(await mailroom.meeting(ann, uuid)).toMatchObject({ status: 'active' })
  })

  test('to the event that `payload.event` names, whatever the nested one is called', async () => {
    const other = randomUUID()
    await mailroom.deliver(webhook('invitee.created', seat(`${id}-s`, id), event(other, ann)))
    expect(await mailroom.meeting(ann, id)).toMatchObject({ status: 'active' })
    expect(await mailroom.meeting(ann, other)).toBeUndefined()
  })
})

describe('a delivery changes nothing', () => {
  test('when the same bytes came before: it is counted', async () => {
    const first = await mailroom.post(created())
    await mailroom.drain()
    expect(await mailroom.post(created())).toEqual({ id: first.id, isNew: false })
    expect(await mailroom.drain()).toBe(0)
    expect(await mailroom.fate(first.id)).toMatchObject({ outcome: 'applied', seen: 2, attempts: 1 })
  })

  test('H2: when the same news came in other bytes, it is a duplicate', async () => {
    await mailroom.deliver(created())
    const again = await mailroom.deliver(created({}, {}, '2026-06-01T08:00:01Z'))
    expect(again).toMatchObject({ outcome: 'duplicate', reason: null, user_ids: [ann.userId] })
  })

  test('when it is replayed, it is a duplicate', async () => {
    const kept = await mailroom.post(created())
    await mailroom.drain()
    expect(await replayDeliveries(mailroom.database, ann.userId, { id: kept.id })).toBe(1)
    await mailroom.drain()
    expect(await mailroom.fate(kept.id)).toMatchObject({ outcome: 'duplicate', attempts: 1 })
  })

  test('H3, H4: when the invitee has left meanwhile, the first `created` is superseded', async () => {
    expect(await mailroom.deliver(left())).toMatchObject({ outcome: 'applied' })
    expect(await mailroom.deliver(created())).toMatchObject({ outcome: 'superseded', reason: null })
    expect(await mailroom.meeting(ann, id)).toMatchObject({
      deleted_reason: 'canceled',
      attendees: [{ status: 'canceled' }],
    })
  })

  test('when no host is ours', async () => {
    const fate = await mailroom.deliver(
      webhook('invitee.created', seat(`${id}-s`, id), event(id, { ...ann, calendlyUser: 'somebody' })),
    )
    expect(fate).toMatchObject({ outcome: 'ignored', reason: 'not_ours', event_uuid: id, user_ids: [] })
  })

  test('when it tells of something that is not mirrored', async () => {
    const fate = await mailroom.deliver({ ...created(), event: 'event_type.created' })
    expect(fate).toMatchObject({ outcome: 'ignored', reason: 'unknown_kind', kind: 'event_type.created' })
  })

  test.each([
    ['no JSON', Buffer.from('{')],
    ['no object', Buffer.from('[]')],
    ['nothing', Buffer.alloc(0)],
    ['no payload', { event: 'invitee.created' }],
    ['a payload without an identity', { event: 'invitee.created', payload: { email: 'a@example.com' } }],
    ['a kind that is no name', { event: { toString: 'x' }, payload: {} }],
  ])('when it is %s', async (_, body) => {
    expect(await mailroom.deliver(body)).toMatchObject({ outcome: 'ignored', reason: 'unusable' })
  })

  test('when it cannot be unpacked', async () => {
    const over = { caveat: 'undecodable', headers: { 'content-encoding': 'gzip' } } as const
    const fate = await mailroom.deliver(created(), over)
    expect(fate).toMatchObject({ outcome: 'ignored', reason: 'unusable' })
  })

  test.each(['stale', 'clock'] as const)(
    'but asks for a read, when its stamp is off (%s)',
    async (caveat) => {
      const fate = await mailroom.deliver(created(), { caveat })
      expect(fate).toMatchObject({ outcome: 'ignored', reason: caveat, user_ids: [ann.userId] })
      expect(await mailroom.meeting(ann, id)).toBeUndefined()
      expect(await mailroom.toRead(ann)).toEqual([id])
    },
  )
})

describe('an event lives and dies by its own word', () => {
  test('H6: an invitee of a group leaves, and the group goes on', async () => {
    const group = (active: number, over: object = {}) => ({
      invitees_counter: { total: 2, active, limit: 9 },
      ...over,
    })
    await mailroom.deliver(created({}, group(2)))
    await mailroom.deliver(webhook('invitee.created', seat(`${id}-t`, id), event(id, ann, group(2))))
    await mailroom.deliver(left(group(1, { updated_at: at(9) })))
    const meeting = await mailroom.meeting(ann, id)
    expect(meeting).toMatchObject({ status: 'active', is_deleted: false })
    expect(meeting?.attendees?.map((one) => one.status)).toEqual(['canceled', 'active'])
    expect(await mailroom.asking(ann)).toEqual([])
  })

  test.each([
    ['has moved', { updated_at: at(9) }],
    ['has not moved', {}],
  ])(
    'H9: the last invitee leaves, the event still says active and its stamp %s: it is read at once',
    async (_, over) => {
      await mailroom.deliver(created())
      const fate = await mailroom.deliver(left({ invitees_counter: nobody, ...over }))
      expect(fate).toMatchObject({ outcome: 'applied' })
      expect(await mailroom.meeting(ann, id)).toMatchObject({
        status: 'active',
        is_deleted: false,
        attendees: [{ status: 'canceled' }],
      })
      expect(await mailroom.asking(ann)).toEqual([id])
    },
  )

  test('H9: also when nobody knew of the event before', async () => {
    await mailroom.deliver(left({ invitees_counter: nobody, updated_at: at(9) }))
    expect(await mailroom.asking(ann)).toEqual([id])
  })

  test('H9: also while a read that was asked for earlier is under way', async () => {
    await mailroom.deliver(created())
    await mailroom.deliver(webhook('invitee_no_show.created', seat(`${id}-s`, id), event(id, ann)))
    const account = await findAccount(mailroom.database, ann.accountId)
    const [underway] = account ? await dueRereads(mailroom.database, account) : []
    if (!account || !underway) throw new Error('a no-show asks for a read')
    await mailroom.deliver(left({ invitees_counter: nobody, updated_at: at(9) }))
    await settleReread(mailroom.database, account, { accountRunId: id, holder: null }, underway)
    expect(await mailroom.asking(ann)).toEqual([id])
  })

  test('fifty seats of one group in one batch are all taken, whatever their order', async () => {
    const seats = Array.from({ length: 50 }, (_, n) => n).sort((a, b) => ((a * 7) % 50) - ((b * 7) % 50))
    const ids: string[] = []
    for (const n of seats) {
      const stamps = { created_at: at(n), updated_at: at(n) }
      const counter = { invitees_counter: { total: n + 1, active: n + 1, limit: 50 }, updated_at: at(n) }
      const body = webhook('invitee.created', seat(`${id}-${n}`, id, stamps), event(id, ann, counter))
      ids.push((await mailroom.post(body)).id)
    }
    expect(await mailroom.drain()).toBe(50)
    for (const one of ids)
      expect(await mailroom.fate(one)).toMatchObject({ outcome: 'applied', reason: null })
    expect((await mailroom.meeting(ann, id))?.attendees).toHaveLength(50)
    const [row] = await mailroom.rows(
      'SELECT invitees_active FROM calendly_sync.scheduled_events WHERE uuid = $1',
      [id],
    )
    expect(row).toEqual({ invitees_active: 50 })
  })

  test('a cancellation and a later change that come in one batch are both taken', async () => {
    await mailroom.post(created())
    await mailroom.post(left())
    await mailroom.post(
      webhook('invitee.created', seat(`${id}-t`, id), event(id, ann, { updated_at: at(99) })),
    )
    await mailroom.drain()
    expect(await mailroom.meeting(ann, id)).toMatchObject({ deleted_reason: 'canceled' })
  })
})

describe("T2: a URL speaks only of the accounts behind its own subscription's token", () => {
  test('and what it says of others changes nothing', async () => {
    const [own, bob] = [await mailroom.adviser('O', 'token-own'), await mailroom.adviser('O', 'token-bob')]
    await mailroom.deliver(webhook('invitee.created', seat(`${id}-s`, id), event(id, bob)))
    const endpointId = await mailroom.endpoint(own, 'token-own', 'organization')
    const cancel = webhook(
      'invitee.canceled',
      seat(`${id}-s`, id, canceled),
      event(id, bob, { ...canceled, invitees_counter: nobody }),
    )
    const before = await mailroom.meeting(bob, id)
    expect(await mailroom.deliver(cancel, { endpointId })).toMatchObject({
      outcome: 'ignored',
      reason: 'not_ours',
      user_ids: [],
    })
    expect(await mailroom.meeting(bob, id)).toEqual(before)
    expect(await mailroom.meeting(own, id)).toBeUndefined()
  })

  test('of an event with hosts on both sides it changes its own side only', async () => {
    const [own, bob] = [await mailroom.adviser('O', 'token-1'), await mailroom.adviser('O', 'token-2')]
    await mailroom.deliver(webhook('invitee.created', seat(`${id}-s`, id), event(id, [own, bob])))
    const endpointId = await mailroom.endpoint(own, 'token-1', 'organization')
    const cancel = webhook(
      'invitee.canceled',
      seat(`${id}-s`, id, canceled),
      event(id, [own, bob], { ...canceled, invitees_counter: nobody }),
    )
    expect(await mailroom.deliver(cancel, { endpointId })).toMatchObject({ user_ids: [own.userId] })
    expect(await mailroom.meeting(own, id)).toMatchObject({ is_deleted: true })
    expect(await mailroom.meeting(bob, id)).toMatchObject({ is_deleted: false })
  })

  test('and not to an account that is withheld', async () => {
    await mailroom.rows("UPDATE calendly_sync.accounts SET withheld = 'unlinked' WHERE id = $1", [
      ann.accountId,
    ])
    expect(await mailroom.deliver(created())).toMatchObject({ outcome: 'ignored', reason: 'not_ours' })
    expect(await mailroom.meeting(ann, id)).toBeUndefined()
  })

  test("and a user's own subscription speaks of that user alone", async () => {
    const [own, bob] = [await mailroom.adviser('O', 'shared'), await mailroom.adviser('O', 'shared')]
    const endpointId = await mailroom.endpoint(own, 'shared', 'user')
    const about = (host: Adviser) => webhook('invitee.created', seat(`${id}-s`, id), event(id, host))
    expect(await mailroom.deliver(about(bob), { endpointId })).toMatchObject({ reason: 'not_ours' })
    expect(await mailroom.deliver(about(own), { endpointId })).toMatchObject({ outcome: 'applied' })
  })

  test('a URL that is not there any more speaks of nobody', async () => {
    const fate = await mailroom.deliver(created(), { endpointId: randomUUID() })
    expect(fate).toMatchObject({ outcome: 'ignored', reason: 'not_ours' })
  })
})
