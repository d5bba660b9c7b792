import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Adviser, at, event, openScene, type Scene, seat } from '../merge/testing/scene.ts'
import { getClient, listClients } from '../read/clients.ts'
import { joinClients, partClients } from './join.ts'
import { changeClient } from './update.ts'

/*
 * What users say of their clients. Laws: syncing and merging end in the same rows in whatever order; taking apart undoes a
 * merge; what the user has set stays.
 */

const nowMs = Date.parse('2026-11-22T12:00:00Z')
let scene: Scene
let ann: Adviser
let run: string

beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())
beforeEach(async () => {
  ann = await scene.adviser()
  run = randomUUID()
})

const people = ['kim@example.com', 'kim+work@example.com', 'k.lee@example.com', 'other@example.com']

/** The n-th booking of this test, of one of the people, with a guest or without. */
function booking(n: number, who: number, guest?: number) {
  const stamps = { created_at: at(n), updated_at: at(n) }
  const guests = guest === undefined ? [] : [{ email: people[guest] }]
  return {
    events: [event(`${run}-${n}`, ann, { ...stamps, event_guests: guests })],
    seats: [seat(`${run}-${n}s`, `${run}-${n}`, { ...stamps, email: people[who], name: `Name ${who}` })],
  }
}

async function idOf(who: number): Promise<string> {
  const [row] = await scene.rows<{ id: string }>('SELECT id FROM clients WHERE user_id = $1 AND email = $2', [
    ann.userId,
    people[who],
  ])
  return row?.id ?? randomUUID()
}

const join = async (one: number, other: number) =>
  joinClients(scene.database, ann.userId, await idOf(one), await idOf(other))
const part = async (one: number, other: number) =>
  partClients(scene.database, ann.userId, await idOf(one), await idOf(other))

/** Who is linked with which meeting and named in it, whom everybody belongs to, and since when; by addresses, not ids. */
async function state(): Promise<unknown> {
  const links = await scene.rows(
    `SELECT replace(m.calendly_event_uuid, $2, '') AS meeting, array_agg(c.email || CASE WHEN l.is_guest THEN ' as guest' ELSE '' END ORDER BY c.email) AS linked,
       (SELECT array_agg(coalesce((SELECT k.email FROM clients k WHERE k.id::text = a ->> 'clientId'), 'nobody') ORDER BY a ->> 'email')
        FROM jsonb_array_elements(m.attendees) a) AS named
     FROM meetings m LEFT JOIN meeting_clients l ON l.meeting_id = m.id LEFT JOIN clients c ON c.id = l.client_id
     WHERE m.user_id = $1 GROUP BY m.id ORDER BY 1`,
    [ann.userId, run],
  )
  const clients = await scene.rows(
    `SELECT c.email, c.name, r.email AS root, w.email AS with, c.first_meeting_at, c.last_meeting_at
     FROM clients c LEFT JOIN clients r ON r.id = c.merged_into LEFT JOIN clients w ON w.id = c.merged_with
     WHERE c.user_id = $1 ORDER BY 1`,
    [ann.userId],
  )
  return { links, clients }
}

const person = fc.nat(people.length - 1)
const byHand = fc.record({ do: fc.constantFrom('join', 'join', 'part'), one: person, other: person })
const booked = fc.record({
  do: fc.constant('book'),
  one: person,
  other: fc.option(person, { nil: undefined }),
})
type Step = { readonly do: string; readonly one: number; readonly other?: number | undefined }

test('syncing and merging end in the same rows, whichever comes first and however often', async () => {
  const steps = fc.array(fc.oneof(booked, byHand), { minLength: 4, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(steps, async (told) => {
      const bookings = (list: readonly Step[]) =>
        list.flatMap((step, n) =>
          step.do === 'book' ? [booking(n + people.length, step.one, step.other)] : [],
        )
      const act = async ({ do: verb, one, other = 0 }: Step) =>
        void (await (verb === 'join' ? join : part)(one, other))
      const begin = async () => {
        ann = await scene.adviser()
        run = randomUUID()
        for (const who of people.keys()) await scene.read(ann, booking(who, who))
      }
      await begin()
      for (const one of bookings(told)) await scene.read(ann, one)
      for (const step of told) if (step.do !== 'book') await act(step)
      const syncedFirst = await state()
      await begin()
      for (const [n, step] of told.entries()) {
        if (step.do === 'book') await scene.webhook(ann, booking(n + people.length, step.one, step.other))
        else await act(step)
      }
      expect(await state()).toEqual(syncedFirst)
      for (const one of bookings(told).reverse()) await scene.read(ann, one)
      expect(await state()).toEqual(syncedFirst)
    }),
    { numRuns: 8 },
  )
}, 120_000)

test('taking apart undoes a merge, with what had been merged before', async () => {
  for (const who of people.keys()) await scene.read(ann, booking(who, who, (who + 1) % people.length))
  await join(1, 2)
  const before = await state()
  await join(0, 1)
  expect((await listClients(scene.database, ann.userId, {}, nowMs)).data.map(({ email }) => email)).toEqual([
    'kim@example.com',
    'other@example.com',
  ])
  await part(0, 1)
  expect(await state()).toEqual(before)
})

test('a merge that syncs while somebody merges is linked with the one that stays', async () => {
  for (const who of [0, 1]) await scene.read(ann, booking(who, who))
  for (let n = 10; n < 22; n++) {
    await Promise.all([
      scene.read(ann, { ...booking(n, 1), database: scene.elsewhere }),
      n % 2 === 0 ? join(0, 1) : part(0, 1),
    ])
    const root = n % 2 === 0 ? people[0] : people[1]
    const { links } = (await state()) as { links: { meeting: string; linked: string[] }[] } // what `state` selects
    for (const { meeting, linked } of links.filter((one) => one.meeting !== '-0'))
      expect({ meeting, linked }).toEqual({ meeting, linked: [root] })
  }
})

describe('a client that was merged', () => {
  test('is shown as one, with both addresses and why, whichever id is asked for', async () => {
    const phone = [{ question: 'Phone', answer: '+1 555 010 0001' }]
    await scene.read(ann, booking(0, 0))
    await scene.read(ann, {
      events: [event(`${run}-1`, ann)],
      seats: [seat(`${run}-1s`, `${run}-1`, { email: people[1], name: 'Kim', questions_and_answers: phone })],
    })
    await join(0, 1)
    const client = await getClient(scene.database, ann.userId, await idOf(1), nowMs)
    expect(client).toMatchObject({
      id: await idOf(0),
      email: people[0],
      phone: '+1 555 010 0001',
      meetingCount: 2,
      joined: [
        { clientId: await idOf(0), email: people[0], how: 'same e-mail' },
        { clientId: await idOf(1), email: people[1], how: 'merged by you' },
      ],
    })
    expect(client?.meetings).toHaveLength(2)
    const found = await listClients(scene.database, ann.userId, { q: 'kim+work' }, nowMs)
    expect(found.data.map(({ id }) => id)).toEqual([await idOf(0)])
  })

  test('is one client of a meeting where both addresses sit, and no guest if one of them booked', async () => {
    await scene.read(ann, booking(0, 0))
    await scene.read(ann, booking(1, 1, 0))
    await join(0, 1)
    const rows = await scene.rows('SELECT client_id, is_guest FROM meeting_clients WHERE user_id = $1', [
      ann.userId,
    ])
    expect(rows).toEqual(
      [0, 1].map(() => ({ client_id: rows[0] && Object(rows[0]).client_id, is_guest: false })),
    )
  })

  test('cannot be merged with another user’s, nor one that is not there', async () => {
    const bob = await scene.adviser()
    await scene.read(ann, booking(0, 0))
    const own = await idOf(0)
    expect(await joinClients(scene.database, bob.userId, own, own)).toBeUndefined()
    expect(await joinClients(scene.database, ann.userId, own, randomUUID())).toBeUndefined()
    expect(await partClients(scene.database, ann.userId, own, own)).toBe(false)
  })
})

describe('what the user has set', () => {
  test('wins over what Calendly says, then and later, until it is given back', async () => {
    await scene.read(ann, booking(0, 0))
    const id = await idOf(0)
    const shown = () => getClient(scene.database, ann.userId, id, nowMs)
    await changeClient(scene.database, ann.userId, id, { name: 'Kimberly', phone: '+1', notes: 'tall' })
    const { events, seats } = booking(1, 0)
    const elsewhere = seats.map((one) => ({ ...one, timezone: 'Asia/Tokyo' })) // so that the row is written
    await scene.read(ann, { events, seats: elsewhere })
    expect(await shown()).toMatchObject({
      name: 'Kimberly',
      phone: '+1',
      notes: 'tall',
      timezone: 'Asia/Tokyo',
    })
    await changeClient(scene.database, ann.userId, id, { name: null })
    expect(await shown()).toMatchObject({
      name: 'Name 0',
      phone: '+1',
      nameFrom: 'calendly',
      phoneFrom: 'you',
    })
    await changeClient(scene.database, ann.userId, id, { phone: null, notes: null })
    expect(await shown()).toMatchObject({ phone: null, notes: null, phoneFrom: 'calendly' })
    expect(await changeClient(scene.database, ann.userId, randomUUID(), { notes: 'x' })).toBe(false)
  })
})
