import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MeetingQuery } from '../../contract.ts'
import { listMeetings } from './meetings.ts'
import { type Mirror, openMirror, type Person } from './testing/mirror.ts'

const nowMs = Date.parse('2026-11-22T12:00:00Z')
let mirror: Mirror
let ada: Person
let ben: Person

beforeAll(async () => {
  mirror = await openMirror()
  ada = await mirror.addUser()
  ben = await mirror.addUser()
  const anna = { name: 'Anna Müller', email: 'anna@example.com' }
  await ada.see({ uuid: 'PAST', start: '2026-11-20T09:00:00Z', seats: [{ ...anna, noShow: true }] })
  await ada.see({ uuid: 'NOW', start: '2026-11-22T11:45:00.000001Z', seats: [anna], place: 'Hauptstraße 1' })
  await ada.see({
    uuid: 'NEXT',
    start: '2026-11-23T09:00:00Z',
    title: 'Pension 100%',
    guests: ['eve@example.com'],
  })
  await ada.see({ uuid: 'DEAD', start: '2026-11-24T09:00:00Z', status: 'canceled', seats: [anna] })
  await ben.see({ uuid: 'HIS', start: '2026-11-23T09:00:00Z' })
})

afterAll(() => mirror.close())

async function uuids(query: MeetingQuery, person = ada): Promise<string[]> {
  const { data } = await listMeetings(mirror.database, person.userId, query, nowMs)
  return data.map((meeting) => meeting.calendlyEventUuid)
}

test('shows live meetings unless cancelled ones are asked for', async () => {
  expect(await uuids({})).toEqual(['PAST', 'NOW', 'NEXT'])
  expect(await uuids({ includeDeleted: true })).toEqual(['PAST', 'NOW', 'NEXT', 'DEAD'])
})

test.each<[MeetingQuery['view'], string[]]>([
  ['upcoming', ['NOW', 'NEXT']],
  ['past', ['PAST']],
  ['cancelled', ['DEAD']],
  ['no-show', ['PAST']],
  ['all', ['PAST', 'NOW', 'NEXT', 'DEAD']],
])('the view %s shows %j', async (view, expected) => {
  expect(await uuids({ ...(view && { view }) })).toEqual(expected)
})

test('bounds the start by a first moment that counts and a last one that does not', async () => {
  expect(await uuids({ from: '2026-11-20T09:00:00Z', to: '2026-11-23T09:00:00Z' })).toEqual(['PAST', 'NOW'])
  expect(await uuids({ from: '2026-11-22T11:45:00.000002Z' })).toEqual(['NEXT'])
})

test('finds every word in title, place, names or addresses, and takes wildcards literally', async () => {
  expect(await uuids({ q: 'müller' })).toEqual(['PAST', 'NOW'])
  expect(await uuids({ q: 'anna hauptstraße' })).toEqual(['NOW'])
  expect(await uuids({ q: '100%' })).toEqual(['NEXT'])
  expect(await uuids({ q: 'eve@' })).toEqual(['NEXT'])
  expect(await uuids({ q: 'clientId' })).toEqual([])
  expect(await uuids({ q: '  ' })).toEqual(['PAST', 'NOW', 'NEXT'])
})

test('filters by client, by account and by when a row changed', async () => {
  const { data } = await listMeetings(mirror.database, ada.userId, { q: 'müller' }, nowMs)
  const clientId = data[0]?.attendees?.[0]?.clientId ?? ''
  expect(await uuids({ clientId })).toEqual(['PAST', 'NOW'])
  expect(await uuids({ accountId: ada.accountId })).toEqual(['PAST', 'NOW', 'NEXT'])
  expect(await uuids({ accountId: ben.accountId })).toEqual([])
  expect(await uuids({ updatedSince: data[0]?.updatedAt ?? '', view: 'all' })).toContain('PAST')
  expect(await uuids({ updatedSince: '2999-01-01T00:00:00Z' })).toEqual([])
})

test('shows a user nothing of another', async () => {
  expect(await uuids({ view: 'all' }, ben)).toEqual(['HIS'])
})

test('leaves rows of other sources alone', async () => {
  await mirror.database.transaction([ben.userId], (tx) =>
    tx.query(
      `INSERT INTO :schema.meetings (id, user_id, calendly_account_id, meeting_source, calendly_event_uuid, title, start_time, end_time, status)
       VALUES (gen_random_uuid(), $1, $2, 'manual', 'OTHER', 'Lunch', now(), now(), 'active')`,
      [ben.userId, ben.accountId],
    ),
  )
  expect(await uuids({ view: 'all' }, ben)).toEqual(['HIS'])
})

test.each(['startTime', '-startTime'] as const)(
  'pages by %s show every meeting once, equal starts too',
  async (sort) => {
    const cleo = await mirror.addUser()
    for (let index = 0; index < 7; index++) {
      await cleo.see({ uuid: `M${index}`, start: `2026-12-0${1 + Math.floor(index / 3)}T09:00:00.000001Z` })
    }
    const whole = await uuids({ sort }, cleo)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const query: MeetingQuery = { sort, limit: 2, ...(cursor && { cursor }) }
      const page = await listMeetings(mirror.database, cleo.userId, query, nowMs)
      seen.push(...page.data.map((meeting) => meeting.calendlyEventUuid))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(whole)
    expect(new Set(seen).size).toBe(7)
  },
)

test('a cursor serves only the filters it was made with', async () => {
  const { nextCursor } = await listMeetings(mirror.database, ada.userId, { limit: 1 }, nowMs)
  const elsewhere = { limit: 1, view: 'past' as const, cursor: nextCursor ?? '' }
  await expect(listMeetings(mirror.database, ada.userId, elsewhere, nowMs)).rejects.toMatchObject({
    code: 'bad_cursor',
  })
})

test('instants keep their microseconds and end in Z', async () => {
  const { data } = await listMeetings(mirror.database, ada.userId, { q: 'hauptstraße' }, nowMs)
  expect(data[0]).toMatchObject({
    startTime: '2026-11-22T11:45:00.000001Z',
    userId: ada.userId,
    meetingSource: 'calendly',
    locationText: 'Hauptstraße 1',
    attendees: [{ name: 'Anna Müller', noShow: false, isGuest: false, clientId: expect.any(String) }],
  })
})
