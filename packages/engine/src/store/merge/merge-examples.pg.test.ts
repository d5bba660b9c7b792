import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Adviser, at, event, openScene, type Scene, seat, seatUri } from './testing/scene.ts'

/* The named hazards of the merge as examples to read; merge.pg.test.ts holds the law over all interleavings. */

let scene: Scene
let ann: Adviser
let id: string

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

async function begin(): Promise<void> {
  ann = await scene.adviser()
  id = randomUUID()
}

const canceled = { status: 'canceled', updated_at: at(9) }

describe('canceled is final', () => {
  const orders = [
    ['created', 'canceled', 'pollActive', 'pollCanceled'],
    ['canceled', 'created', 'pollCanceled', 'pollActive'],
    ['pollCanceled', 'pollActive', 'created', 'canceled'],
    ['canceled', 'pollActive', 'created', 'canceled'],
    ['pollCanceled', 'canceled', 'canceled', 'created'],
  ]
  test.each(orders)('H3, H4: %s, %s, %s, %s ends canceled and never revives', async (...steps) => {
    await begin()
    const words: Record<string, () => Promise<unknown>> = {
      created: () => scene.webhook(ann, { events: [event(id, ann)], seats: [seat('s', id)] }),
      canceled: () =>
        scene.webhook(ann, { events: [event(id, ann, canceled)], seats: [seat('s', id, canceled)] }),
      pollActive: () => scene.read(ann, { events: [event(id, ann)], seats: [seat('s', id)] }),
      pollCanceled: () =>
        scene.read(ann, { events: [event(id, ann, canceled)], seats: [seat('s', id, canceled)] }),
    }
    let wasCanceled = false
    for (const step of steps) {
      await words[step]?.()
      wasCanceled ||= step.toLowerCase().includes('canceled')
      expect(await scene.meeting(ann, id)).toMatchObject({
        is_deleted: wasCanceled,
        status: wasCanceled ? 'canceled' : 'active',
        attendees: [{ status: wasCanceled ? 'canceled' : 'active' }],
      })
    }
  })

  test('H3: a cancellation with an older stamp than the row still kills it, and its reason is shown', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann, { updated_at: at(50) })] })
    const told = { ...canceled, cancellation: { reason: 'ill', canceled_by: 'Ann' } }
    await scene.webhook(ann, { events: [event(id, ann, told)] })
    expect(await scene.meeting(ann, id)).toMatchObject({
      is_deleted: true,
      deleted_reason: 'canceled',
      cancel_reason: 'ill',
      canceled_by: 'Ann',
    })
  })
})

describe('a move is two meetings, linked both ways', () => {
  const old = () => ({
    events: [event(`${id}-old`, ann, canceled)],
    seats: [
      seat('s', `${id}-old`, { ...canceled, rescheduled: true, new_invitee: seatUri('n', `${id}-new`) }),
    ],
  })
  const next = () => ({
    events: [event(`${id}-new`, ann)],
    seats: [seat('n', `${id}-new`, { old_invitee: seatUri('s', `${id}-old`) })],
  })

  async function expectLinked(): Promise<void> {
    const [before, after] = [await scene.meeting(ann, `${id}-old`), await scene.meeting(ann, `${id}-new`)]
    expect(before).toMatchObject({ is_deleted: true, rescheduled_from: null, rescheduled_to: after?.id })
    expect(after).toMatchObject({ is_deleted: false, rescheduled_from: before?.id, rescheduled_to: null })
  }

  test('H5: the old half first, then the new one', async () => {
    await begin()
    await scene.webhook(ann, old())
    await scene.webhook(ann, next())
    await expectLinked()
  })

  test('H5: the new half first, then the old one', async () => {
    await begin()
    await scene.webhook(ann, next())
    await scene.webhook(ann, old())
    await expectLinked()
  })

  test('H5: one half lost; a later read of the old event without its seat still finds its successor', async () => {
    await begin()
    await scene.webhook(ann, next())
    await scene.read(ann, { events: old().events })
    await expectLinked()
  })

  test('H5: a chain of three names each neighbour', async () => {
    await begin()
    const name = (n: number) => `${id}-${n}`
    const link = (n: number, ends: boolean) =>
      seat(`s${n}`, name(n), {
        ...(ends ? {} : canceled),
        old_invitee: n > 1 ? seatUri(`s${n - 1}`, name(n - 1)) : null,
        new_invitee: ends ? null : seatUri(`s${n + 1}`, name(n + 1)),
      })
    for (const n of [2, 3, 1]) {
      await scene.webhook(ann, {
        events: [event(name(n), ann, n < 3 ? canceled : {})],
        seats: [link(n, n === 3)],
      })
    }
    const [first, second, third] = await Promise.all([1, 2, 3].map((n) => scene.meeting(ann, name(n))))
    expect(first).toMatchObject({ rescheduled_from: null, rescheduled_to: second?.id, is_deleted: true })
    expect(second).toMatchObject({ rescheduled_from: first?.id, rescheduled_to: third?.id, is_deleted: true })
    expect(third).toMatchObject({ rescheduled_from: second?.id, rescheduled_to: null, is_deleted: false })
  })
})

describe('a group is not its invitees', () => {
  const group = (total: number, active: number, stamp: number) => ({
    invitees_counter: { total, active, limit: 10 },
    updated_at: at(stamp),
  })

  test('H6: one of three leaves: the meeting lives, two seats are left', async () => {
    await begin()
    const seats = ['a', 'b', 'c'].map((name, n) => seat(name, id, { created_at: at(n) }))
    await scene.read(ann, { events: [event(id, ann, group(3, 3, 0))], seats, complete: [id] })
    const gone = seat('b', id, { ...canceled, created_at: at(1) })
    await scene.webhook(ann, { events: [event(id, ann, group(3, 2, 9))], seats: [gone] })
    const row = await scene.meeting(ann, id)
    expect(row).toMatchObject({ status: 'active', is_deleted: false })
    expect(row?.attendees?.map((one) => one.status)).toEqual(['active', 'canceled', 'active'])
  })

  test('H7: one moves into another running group: both live, the seat is moved once, nothing is linked', async () => {
    await begin()
    const other = `${id}-other`
    await scene.read(ann, {
      events: [event(id, ann, group(2, 2, 0)), event(other, ann, group(1, 1, 0))],
      seats: [seat('a', id), seat('b', id), seat('c', other)],
    })
    const left = seat('a', id, { ...canceled, rescheduled: true, new_invitee: seatUri('a2', other) })
    const joined = seat('a2', other, { old_invitee: seatUri('a', id), updated_at: at(9), created_at: at(9) })
    await scene.webhook(ann, { events: [event(other, ann, group(2, 2, 9))], seats: [joined] })
    await scene.webhook(ann, { events: [event(id, ann, group(2, 1, 9))], seats: [left] })
    const alive = async (uuid: string) =>
      (await scene.meeting(ann, uuid))?.attendees
        ?.filter((one) => one.status === 'active')
        .map((one) => one.email)
    expect(await alive(id)).toEqual(['b@example.com'])
    expect(await alive(other)).toEqual(['c@example.com', 'a2@example.com'])
    const unlinked = { is_deleted: false, rescheduled_from: null, rescheduled_to: null }
    expect(await scene.meeting(ann, id)).toMatchObject(unlinked)
    expect(await scene.meeting(ann, other)).toMatchObject(unlinked)
  })

  test('H8: the host cancels it: one of its webhooks is enough', async () => {
    await begin()
    const names = ['a', 'b', 'c']
    await scene.read(ann, {
      events: [event(id, ann, group(3, 3, 0))],
      seats: names.map((name) => seat(name, id)),
    })
    await scene.webhook(ann, {
      events: [event(id, ann, { ...group(3, 0, 9), status: 'canceled' })],
      seats: [seat('b', id, canceled)],
    })
    expect(await scene.meeting(ann, id)).toMatchObject({ is_deleted: true, deleted_reason: 'canceled' })
  })

  test('H9: the last seat is canceled but the event says active: it lives, and asks to be read at once', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann)], seats: [seat('s', id)], complete: [id] })
    const counter = { invitees_counter: { total: 1, active: 0, limit: 1 }, updated_at: at(9) }
    await scene.webhook(ann, { events: [event(id, ann, counter)], seats: [seat('s', id, canceled)] })
    expect(await scene.meeting(ann, id)).toMatchObject({ is_deleted: false })
    expect(await scene.asking(ann)).toEqual([id])
  })
})

describe('stamps order facts, to the microsecond', () => {
  const room = (name: string, stamp: string) => ({
    location: { type: 'physical', location: name },
    updated_at: stamp,
  })
  const pairs = [
    ['2026-05-04T10:00:00.123456Z', '2026-05-04T10:00:00.123999Z'],
    ['2026-05-04T10:00:00.123Z', '2026-05-04T10:00:00.123001Z'],
    ['2026-05-04T10:00:00Z', '2026-05-04T10:00:00.000001Z'],
    ['2026-05-04T12:00:00.000001+02:00', '2026-05-04T10:00:00.000002Z'],
    ['2026-05-04T10:00:00.999999Z', '2026-05-04T10:00:01Z'],
  ] as const
  test.each(pairs)('H11: %s is older than %s in both orders, told or read', async (older, newer) => {
    for (const say of [scene.webhook, scene.read]) {
      for (const order of [
        [older, newer],
        [newer, older],
      ]) {
        await begin()
        for (const stamp of order) {
          await say(ann, { events: [event(id, ann, room(stamp === newer ? 'new' : 'old', stamp))] })
        }
        expect(await scene.meeting(ann, id)).toMatchObject({ location_text: 'new' })
      }
    }
  })

  test('H11: the same moment in three spellings is a tie: a webhook changes nothing and asks', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann, room('known', '2026-05-04T10:00:00.5Z'))] })
    for (const same of ['2026-05-04T10:00:00.500000+00:00', '2026-05-04T12:00:00.5+02:00']) {
      await scene.webhook(ann, { events: [event(id, ann, room('told', same))] })
      expect(await scene.meeting(ann, id)).toMatchObject({ location_text: 'known' })
    }
    expect(await scene.asking(ann)).toEqual([id])
  })

  test('H12: a poll that read before a webhook and writes after it changes nothing', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann)], seats: [seat('s', id)] })
    const mark = await scene.mark()
    await scene.webhook(ann, {
      events: [event(id, ann, room('new', at(5)))],
      seats: [seat('s', id, canceled)],
    })
    await scene.read(ann, { mark, events: [event(id, ann)], seats: [seat('s', id)] })
    expect(await scene.meeting(ann, id)).toMatchObject({
      location_text: 'new',
      attendees: [{ status: 'canceled' }],
    })
  })

  test('H12: a webhook that was sent before a poll and comes after it changes nothing', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann, room('new', at(5)))] })
    await scene.webhook(ann, { events: [event(id, ann, room('old', at(1)))] })
    expect(await scene.meeting(ann, id)).toMatchObject({ location_text: 'new' })
  })

  test('H18: a start or place edited in place follows the stamp', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann)] })
    const start = '2099-04-01T09:00:00.000000Z'
    await scene.read(ann, { events: [event(id, ann, { ...room('Room 9', at(1)), start_time: start })] })
    expect(await scene.meeting(ann, id)).toMatchObject({
      start_time: '2099-04-01T09:00:00Z',
      location_text: 'Room 9',
    })
  })
})

describe('equal stamps', () => {
  const noShow = { no_show: { uri: 'https://api.calendly.com/invitee_no_shows/N' } }
  const isNoShow = async () => (await scene.meeting(ann, id))?.attendees?.[0]?.noShow

  test('H10: a no-show webhook changes nothing and asks; the read that follows sets it, and unsets it again', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann)], seats: [seat('s', id)], complete: [id] })
    const told = { events: [event(id, ann)], seats: [seat('s', id, noShow)], besides: { ofNoShow: true } }
    await scene.webhook(ann, told)
    expect(await isNoShow()).toBe(false)
    expect(await scene.asking(ann)).toEqual([id])
    await scene.read(ann, { seats: [seat('s', id, noShow)], complete: [id] })
    expect(await isNoShow()).toBe(true)
    await scene.read(ann, { seats: [seat('s', id)], complete: [id] })
    expect(await isNoShow()).toBe(false)
    expect(await scene.meeting(ann, id)).toMatchObject({ is_deleted: false })
  })

  test('a no-show webhook that tells what is known asks all the same: set and unset look alike', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann)], seats: [seat('s', id)], complete: [id] })
    await scene.webhook(ann, { events: [], seats: [seat('s', id)], besides: { ofNoShow: true } })
    expect(await scene.asking(ann)).toEqual([id])
  })

  test('a read that was asked before such a question arose does not answer it', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann)], seats: [seat('s', id)], complete: [id] })
    const early = await scene.mark()
    await scene.webhook(ann, { seats: [seat('s', id, noShow)], besides: { ofNoShow: true } })
    await scene.read(ann, { mark: early, seats: [seat('s', id, noShow)] })
    expect(await isNoShow()).toBe(false)
    await scene.read(ann, { seats: [seat('s', id, noShow)] })
    expect(await isNoShow()).toBe(true)
  })

  test('a late copy of the first `created`, however full, takes nothing back that a read has told', async () => {
    await begin()
    const first = seat('s', id, { ...noShow, tracking: { utm_source: 'a long campaign name' } })
    await scene.webhook(ann, { events: [event(id, ann)], seats: [first] })
    await scene.read(ann, { seats: [seat('s', id)] })
    expect(await isNoShow()).toBe(false)
    await scene.webhook(ann, { events: [event(id, ann)], seats: [first] })
    expect(await isNoShow()).toBe(false)
  })
})
