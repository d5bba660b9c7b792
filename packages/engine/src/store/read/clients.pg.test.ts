import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getClient, listClients } from './clients.ts'
import { type Mirror, openMirror, type Person } from './testing/mirror.ts'

const nowMs = Date.parse('2026-11-22T12:00:00Z')
let mirror: Mirror
let ada: Person

beforeAll(async () => {
  mirror = await openMirror()
  ada = await mirror.addUser()
  const anna = { name: 'Anna Müller', email: 'Anna@Example.com' }
  const carl = { name: 'Carl', email: 'carl@example.com' }
  await ada.see({ uuid: '1', start: '2026-11-01T09:00:00Z', seats: [{ ...anna, noShow: true }] })
  await ada.see({ uuid: '2', start: '2026-11-10T09:00:00Z', seats: [anna], guests: ['dora@example.com'] })
  await ada.see({ uuid: '3', start: '2026-11-30T09:00:00Z', seats: [anna] })
  await ada.see({ uuid: '4', start: '2026-11-29T09:00:00Z', seats: [anna], status: 'canceled' })
  const seats = [carl, { ...anna, status: 'canceled' as const }]
  await ada.see({ uuid: '5', start: '2026-12-24T09:00:00Z', seatsAtMost: 5, seats })
})

afterAll(() => mirror.close())

test('counts a client’s meetings and tells the first, the last and the next', async () => {
  const { data } = await listClients(mirror.database, ada.userId, { q: 'müller' }, nowMs)
  expect(data).toEqual([
    {
      id: expect.any(String),
      email: expect.stringMatching(/^anna@example.com$/i),
      name: 'Anna Müller',
      phone: null,
      timezone: 'Europe/Berlin',
      meetingCount: 3,
      canceledCount: 2,
      noShowCount: 1,
      firstMeetingAt: '2026-11-01T09:00:00Z',
      lastMeetingAt: '2026-11-10T09:00:00Z',
      nextMeetingAt: '2026-11-30T09:00:00Z',
      noShowRate: 0.5,
      isGuest: false,
      notes: null,
      nameFrom: 'calendly',
      phoneFrom: 'calendly',
    },
  ])
})

test('pages by e-mail show every client once', async () => {
  const first = await listClients(mirror.database, ada.userId, { limit: 2 }, nowMs)
  const second = await listClients(
    mirror.database,
    ada.userId,
    { limit: 2, cursor: first.nextCursor ?? '' },
    nowMs,
  )
  const emails = [...first.data, ...second.data].map((client) => client.email.toLowerCase())
  expect(emails).toEqual(['anna@example.com', 'carl@example.com', 'dora@example.com'])
  expect(second.nextCursor).toBeNull()
})

test('guests are those who never booked themselves', async () => {
  const found = async (guests: boolean) =>
    (await listClients(mirror.database, ada.userId, { guests }, nowMs)).data.map(({ email, isGuest }) => ({
      email,
      isGuest,
    }))
  expect(await found(true)).toEqual([{ email: 'dora@example.com', isGuest: true }])
  expect(await found(false)).toHaveLength(3)
  const { data } = await listClients(mirror.database, ada.userId, { guests: true, q: 'anna' }, nowMs)
  expect(data).toEqual([])
})

test('one client comes with all meetings, newest first', async () => {
  const { data } = await listClients(mirror.database, ada.userId, { q: 'anna' }, nowMs)
  const client = await getClient(mirror.database, ada.userId, data[0]?.id ?? '', nowMs)
  expect(client?.meetings.map((meeting) => meeting.calendlyEventUuid)).toEqual(['5', '3', '4', '2', '1'])
})

test('another user’s client and none at all are the same', async () => {
  const ben = await mirror.addUser()
  const { data } = await listClients(mirror.database, ada.userId, {}, nowMs)
  expect(await getClient(mirror.database, ben.userId, data[0]?.id ?? '', nowMs)).toBeUndefined()
  expect(await getClient(mirror.database, ben.userId, randomUUID(), nowMs)).toBeUndefined()
  expect((await listClients(mirror.database, ben.userId, {}, nowMs)).data).toEqual([])
})
