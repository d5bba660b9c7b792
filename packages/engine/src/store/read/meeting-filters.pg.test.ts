import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MeetingFilters } from '../../contract.ts'
import { completeSearch } from '../merge/search.ts'
import { meetingFacets } from './meeting-facets.ts'
import { listMeetings } from './meetings.ts'
import { type Mirror, openMirror, type Person, type TestMeeting } from './testing/mirror.ts'

/* Whose meetings are hard to tell apart: five of one adviser, one of them moved twice, and one of somebody else's. */

const nowMs = Date.parse('2026-11-22T12:00:00Z')
const anna = { name: 'Anna Müller', email: 'anna@example.com' }
const typeA = 'https://api.calendly.com/event_types/A'
let mirror: Mirror
let ada: Person
let ben: Person

/** Moved twice: FIRST, then SECOND, then LAST. */
const chain: readonly TestMeeting[] = [
  {
    uuid: 'FIRST',
    start: '2026-11-23T09:00:00.5Z',
    status: 'canceled',
    seats: [{ ...anna, movedTo: 'SECOND' }],
  },
  {
    uuid: 'SECOND',
    start: '2026-11-24T09:00:00Z',
    status: 'canceled',
    seats: [{ ...anna, movedFrom: 'FIRST', movedTo: 'LAST' }],
  },
  { uuid: 'LAST', start: '2026-11-25T09:00:00Z', seats: [{ ...anna, movedFrom: 'SECOND' }] },
]

beforeAll(async () => {
  mirror = await openMirror()
  ada = await mirror.addUser()
  ben = await mirror.addUser()
  const answers = [['What is it about?', 'My Pension, mostly']] as const
  for (const meeting of chain) await ada.see(meeting)
  await ada.see({
    uuid: 'GROUP',
    start: '2026-11-20T09:00:00Z',
    title: 'Seminar',
    eventType: 'A',
    seatsAtMost: 5,
    placeType: 'zoom',
    seats: [
      { ...anna, noShow: true },
      { name: 'Carl', email: 'carl@example.com', answers },
    ],
    hosts: [{ name: 'Zoe', email: 'Zoe@Adviser.example' }],
  })
  await ada.see({
    uuid: 'DEAD',
    start: '2026-11-26T09:00:00Z',
    status: 'canceled',
    place: 'Room 1',
    seats: [anna],
  })
  await ben.see({ uuid: 'HIS', start: '2026-11-23T09:00:00Z', eventType: 'A', seats: [{ ...anna, answers }] })
})

afterAll(() => mirror.close())

async function uuids(filters: MeetingFilters): Promise<string[]> {
  const { data } = await listMeetings(mirror.database, ada.userId, filters, nowMs)
  return data.map((meeting) => meeting.calendlyEventUuid)
}

test('finds words of answers, names, places and titles, wherever each stands', async () => {
  expect(await uuids({ q: 'pension' })).toEqual(['GROUP'])
  expect(await uuids({ q: 'seminar MOSTLY carl' })).toEqual(['GROUP'])
  expect(await uuids({ q: 'pension dentist' })).toEqual([])
  expect(await uuids({ q: 'about?' })).toEqual([])
  expect(await uuids({ q: 'room 1', view: 'all' })).toEqual(['DEAD'])
})

test('narrows down by host, whether by address or by Calendly user', async () => {
  expect(await uuids({ host: 'zoe@adviser.example' })).toEqual(['GROUP'])
  expect(await uuids({ host: 'https://api.calendly.com/users/Zoe' })).toEqual(['GROUP'])
  expect(await uuids({ host: ada.calendlyUser })).toEqual(['GROUP', 'LAST'])
  expect(await uuids({ host: ben.calendlyUser })).toEqual([])
})

test('narrows down by event type, whether by its URI or by the title', async () => {
  expect(await uuids({ eventType: typeA })).toEqual(['GROUP'])
  expect(await uuids({ eventType: 'Review' })).toEqual(['LAST'])
  expect(await uuids({ eventType: 'review' })).toEqual([])
})

test('narrows down by the type of the place', async () => {
  expect(await uuids({ location: 'zoom' })).toEqual(['GROUP'])
  expect(await uuids({ location: 'physical', view: 'all' })).toEqual(['DEAD'])
  expect(await uuids({ location: 'none' })).toEqual(['LAST'])
})

test('one meeting, one row: what was moved is shown where it stands now, with where it stood before', async () => {
  expect(await uuids({ view: 'cancelled' })).toEqual(['FIRST', 'SECOND', 'DEAD'])
  expect(await uuids({ view: 'cancelled', chains: 'collapsed' })).toEqual(['DEAD'])
  expect(await uuids({ view: 'all', chains: 'collapsed' })).toEqual(['GROUP', 'LAST', 'DEAD'])
  const { data } = await listMeetings(mirror.database, ada.userId, { view: 'all' }, nowMs)
  const [, first, second, last] = data
  expect(last?.movedFrom).toEqual([
    { id: first?.id, startTime: '2026-11-23T09:00:00.5Z' },
    { id: second?.id, startTime: '2026-11-24T09:00:00Z' },
  ])
  expect([first?.movedFrom, second?.movedFrom.length]).toEqual([[], 1])
})

test('what changed since a moment is found in whatever state, and a move once', async () => {
  const [clock] = await mirror.database.transaction('installation', (tx) =>
    tx.query<{ now: string }>('SELECT clock_timestamp() AS now'),
  )
  const since = { view: 'all', includeDeleted: true, updatedSince: clock?.now ?? '' } as const
  expect(await uuids(since)).toEqual([])
  const stamp = { createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-11-21T00:00:00Z' }
  await ada.see({ uuid: 'X', start: '2026-12-01T09:00:00Z', seats: [anna], ...stamp })
  await ada.see({ uuid: 'Y', start: '2026-12-02T09:00:00Z', seats: [{ ...anna, movedFrom: 'X' }], ...stamp })
  const moved = { ...stamp, updatedAt: '2026-11-21T01:00:00Z', status: 'canceled' } as const
  await ada.see({ uuid: 'X', start: '2026-12-01T09:00:00Z', seats: [{ ...anna, movedTo: 'Y' }], ...moved })
  expect(await uuids(since)).toEqual(['X', 'Y'])
  expect(await uuids({ ...since, chains: 'collapsed' })).toEqual(['Y'])
})

test('a row names hosts, event type and seats', async () => {
  const { data } = await listMeetings(mirror.database, ada.userId, { q: 'seminar' }, nowMs)
  expect(data[0]).toMatchObject({
    hosts: expect.arrayContaining([
      { name: 'Ada Adviser', email: 'ada@adviser.example' },
      { name: 'Zoe', email: 'Zoe@Adviser.example' },
    ]),
    eventType: typeA,
    seats: { taken: 2, limit: 5 },
    isGroup: true,
    movedFrom: [],
  })
})

test('facets count views, hosts, event types, places and accounts of the user alone', async () => {
  const facets = await meetingFacets(mirror.database, ada.userId, { to: '2026-11-30', view: 'all' }, nowMs)
  expect(facets).toEqual({
    tabs: { upcoming: 1, past: 1, cancelled: 3, noShow: 1, all: 5 },
    hosts: [
      { value: ada.calendlyUser, name: 'Ada Adviser', email: 'ada@adviser.example', count: 5 },
      { value: 'https://api.calendly.com/users/Zoe', name: 'Zoe', email: 'Zoe@Adviser.example', count: 1 },
    ],
    eventTypes: [
      { value: 'Review', title: 'Review', count: 4 },
      { value: typeA, title: 'Seminar', count: 1 },
    ],
    locations: [
      { value: 'none', count: 3 },
      { value: 'physical', count: 1 },
      { value: 'zoom', count: 1 },
    ],
    accounts: [{ value: ada.accountId, count: 5 }],
  })
})

test('every value of a facet is one that its filter takes, and finds as many as it says', async () => {
  for (const chains of [undefined, 'collapsed'] as const) {
    const base: MeetingFilters = { view: 'all', ...(chains && { chains }) }
    const facets = await meetingFacets(mirror.database, ada.userId, base, nowMs)
    const filters: [MeetingFilters, number][] = [
      ...facets.hosts.map(({ value, count }): [MeetingFilters, number] => [{ host: value }, count]),
      ...facets.eventTypes.map(({ value, count }): [MeetingFilters, number] => [{ eventType: value }, count]),
      ...facets.locations.map(({ value, count }): [MeetingFilters, number] => [{ location: value }, count]),
      ...facets.accounts.map(({ value, count }): [MeetingFilters, number] => [{ accountId: value }, count]),
    ]
    for (const [filter, count] of filters) expect(await uuids({ ...base, ...filter })).toHaveLength(count)
    const { upcoming, past, cancelled, noShow, all } = facets.tabs
    const tabs = { upcoming, past, cancelled, 'no-show': noShow, all }
    for (const [view, count] of Object.entries(tabs)) {
      expect(await uuids({ ...base, view: view as keyof typeof tabs })).toHaveLength(count)
    }
  }
})

test('facets keep to the filters that are set, and tabs count every view', async () => {
  const facets = await meetingFacets(mirror.database, ada.userId, { view: 'past', q: 'anna' }, nowMs)
  expect(facets.tabs).toMatchObject({ past: 1, cancelled: 4 })
  expect(facets.locations).toEqual([{ value: 'zoom', count: 1 }])
})

test('meetings that an older version wrote are found once it is noted what they are found by', async () => {
  const forget = 'DELETE FROM calendly_sync.meeting_search WHERE user_id = $1'
  await mirror.database.transaction([ada.userId], (tx) => tx.query(forget, [ada.userId]))
  expect(await uuids({ q: 'pension' })).toEqual([])
  await completeSearch(mirror.database)
  expect(await uuids({ q: 'pension' })).toEqual(['GROUP'])
})

test('an event type of any length is stored, and its meetings are found by it', async () => {
  const long = randomBytes(4000).toString('hex')
  await ben.see({ uuid: 'LONG', start: '2026-11-27T09:00:00Z', eventType: long })
  const eventType = `https://api.calendly.com/event_types/${long}`
  const { data } = await listMeetings(mirror.database, ben.userId, { eventType }, nowMs)
  expect(data.map((meeting) => [meeting.calendlyEventUuid, meeting.eventType])).toEqual([['LONG', eventType]])
})
