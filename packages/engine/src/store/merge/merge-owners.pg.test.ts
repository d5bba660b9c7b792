import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Adviser, at, event, openScene, type Scene, seat } from './testing/scene.ts'

/* Whom a meeting belongs to, and what age may not take from it; continues merge-examples.pg.test.ts. */

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

describe('whose meeting it is', () => {
  test('H19: handed to a colleague and back: each time one live row, the other marked reassigned', async () => {
    await begin()
    const bob = await scene.adviser()
    await scene.read(ann, { events: [event(id, ann)] })
    for (const [from, to, stamp] of [
      [ann, bob, 1],
      [bob, ann, 2],
    ] as const) {
      const told = event(id, to, { updated_at: at(stamp) })
      await scene.read(from, { events: [told] })
      await scene.read(to, { events: [told] })
      expect(await scene.meeting(from, id)).toMatchObject({ is_deleted: true, deleted_reason: 'reassigned' })
      expect(await scene.meeting(to, id)).toMatchObject({ is_deleted: false, deleted_reason: null })
    }
  })

  test('H19: both told in one sweep, there and back', async () => {
    await begin()
    const bob = await scene.adviser()
    for (const [host, other, stamp] of [
      [ann, bob, 1],
      [bob, ann, 2],
      [ann, bob, 3],
    ] as const) {
      await scene.read([ann, bob], { events: [event(id, host, { updated_at: at(stamp) })] })
      expect(await scene.meeting(host, id)).toMatchObject({ is_deleted: false })
      if (stamp > 1) expect(await scene.meeting(other, id)).toMatchObject({ deleted_reason: 'reassigned' })
      else expect(await scene.meeting(other, id)).toBeUndefined()
    }
  })

  test('H20: a meeting that two accounts of one user see is one row', async () => {
    await begin()
    const second: Adviser = { ...(await scene.adviser()), userId: ann.userId }
    const both = event(id, [ann, second])
    await Promise.all([
      scene.read(ann, { events: [both], seats: [seat('s', id)] }),
      scene.webhook(second, { events: [both], seats: [seat('s', id)], database: scene.elsewhere }),
    ])
    const found = await scene.rows('SELECT FROM meetings WHERE calendly_event_uuid = $1', [id])
    expect(found).toHaveLength(1)
  })

  test('H21: a meeting of two tenants is a row for each, and neither moves the other', async () => {
    await begin()
    const bob = await scene.adviser()
    const both = event(id, [ann, bob])
    for (const one of [ann, bob]) await scene.read(one, { events: [both], seats: [seat('s', id)] })
    await scene.webhook(ann, { events: [event(id, [ann, bob], canceled)], seats: [seat('s', id, canceled)] })
    expect(await scene.meeting(ann, id)).toMatchObject({ is_deleted: true })
    expect(await scene.meeting(bob, id)).toMatchObject({
      is_deleted: false,
      attendees: [{ status: 'active' }],
    })
  })

  test('H21: two tenants of one sweep, the same guest in both: names stay where they were told', async () => {
    await begin()
    const bob = await scene.adviser()
    const named = (name: string) => ({ email: 'same@example.com', name })
    await scene.read([ann, bob], {
      events: [event(id, ann), event(`${id}-b`, bob)],
      seats: [seat(`${id}1`, id, named('Told to Ann')), seat(`${id}2`, `${id}-b`, named('Told to Bob'))],
    })
    expect(await scene.clients(ann)).toMatchObject([{ name: 'Told to Ann' }])
    expect(await scene.clients(bob)).toMatchObject([{ name: 'Told to Bob' }])
  })

  test('an event without hosts belongs to the user whose own list shows it, and to nobody in a sweep', async () => {
    await begin()
    const hostless = event(id, [])
    await scene.read(ann, { events: [hostless] })
    expect(await scene.meeting(ann, id)).toBeUndefined()
    await scene.read(ann, { events: [hostless], besides: { hostlessOwner: ann.userId } })
    expect(await scene.meeting(ann, id)).toMatchObject({ is_deleted: false })
  })

  test('an answer without hosts takes no meeting away from the user who has it', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann)] })
    await scene.read(ann, { events: [event(id, [], { updated_at: at(5) })] })
    expect(await scene.meeting(ann, id)).toMatchObject({ is_deleted: false, deleted_reason: null })
  })
})

describe('what fades by age', () => {
  const past = { start_time: '2026-03-02T09:00:00Z', end_time: '2026-03-02T09:30:00Z' }
  const zoom = { type: 'zoom', status: 'pushed', join_url: 'https://zoom.us/j/1', data: { id: 1 } }
  const blank = { type: 'zoom', status: null, join_url: null, data: null }

  test('six months after the meeting the blanks that Calendly tells erase nothing', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann, { ...past, location: zoom })] })
    const later = Date.UTC(2026, 9, 1)
    for (const location of [blank, null]) {
      await scene.read(ann, {
        nowMs: later,
        events: [event(id, ann, { ...past, location, updated_at: at(9) })],
      })
      expect(await scene.meeting(ann, id)).toMatchObject({
        location_text: 'Zoom',
        join_url: 'https://zoom.us/j/1',
      })
    }
  })

  test('a link that is taken away before the meeting is gone', async () => {
    await begin()
    await scene.read(ann, { events: [event(id, ann, { location: zoom })] })
    await scene.read(ann, { events: [event(id, ann, { location: blank, updated_at: at(9) })] })
    expect(await scene.meeting(ann, id)).toMatchObject({ join_url: null })
  })
})
