import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getMeeting } from './meeting-detail.ts'
import { listMeetings } from './meetings.ts'
import { type Mirror, openMirror, type Person } from './testing/mirror.ts'

let mirror: Mirror
let ada: Person

beforeAll(async () => {
  mirror = await openMirror()
  ada = await mirror.addUser()
})

afterAll(() => mirror.close())

async function idOf(uuid: string): Promise<string> {
  const { data } = await listMeetings(mirror.database, ada.userId, { view: 'all', limit: 200 }, 0)
  return data.find((meeting) => meeting.calendlyEventUuid === uuid)?.id ?? ''
}

test('tells hosts, seats and answers', async () => {
  const answers = [['Goal?', 'House'] as const, ['When?', 'Soon'] as const]
  await ada.see({
    uuid: 'A',
    start: '2026-12-01T09:00:00Z',
    seats: [{ name: 'Anna', email: 'a@example.com', answers }],
  })
  expect(await getMeeting(mirror.database, ada.userId, await idOf('A'))).toMatchObject({
    calendlyEventUuid: 'A',
    hosts: [{ name: 'Ada Adviser', email: 'ada@adviser.example' }],
    notes: null,
    clientTimezone: 'Europe/Berlin',
    hostTimezone: null, // this account has told none
    invitees: [
      {
        email: 'a@example.com',
        timezone: 'Europe/Berlin',
        noShow: false,
        answers: [
          { question: 'Goal?', answer: 'House' },
          { question: 'When?', answer: 'Soon' },
        ],
      },
    ],
    chain: [{ startTime: '2026-12-01T09:00:00Z', status: 'active' }],
  })
})

test('a meeting that moved twice shows the whole chain from each of its ends, oldest first', async () => {
  const anna = { name: 'Anna', email: 'anna@example.com' }
  const moves = [
    { uuid: 'C1', start: '2026-12-05T09:00:00Z', createdAt: '2026-11-01T00:00:00Z', movedTo: 'C2' },
    {
      uuid: 'C2',
      start: '2026-12-03T09:00:00Z',
      createdAt: '2026-11-02T00:00:00Z',
      movedFrom: 'C1',
      movedTo: 'C3',
    },
    { uuid: 'C3', start: '2026-12-04T09:00:00Z', createdAt: '2026-11-03T00:00:00Z', movedFrom: 'C2' },
  ]
  for (const { movedFrom, movedTo, ...meeting } of moves) {
    const seat = { ...anna, ...(movedFrom && { movedFrom }), ...(movedTo && { movedTo }) }
    await ada.see({ ...meeting, status: movedTo ? 'canceled' : 'active', seats: [seat] })
  }
  const ids = await Promise.all(['C1', 'C2', 'C3'].map(idOf))
  for (const id of ids) {
    const meeting = await getMeeting(mirror.database, ada.userId, id)
    expect(meeting?.chain.map((link) => link.id)).toEqual(ids)
  }
  const middle = await getMeeting(mirror.database, ada.userId, ids[1] ?? '')
  expect(middle?.invitees[0]).toMatchObject({ rescheduledFrom: ids[0], rescheduledTo: ids[2] })
  expect(middle).toMatchObject({ rescheduledFrom: ids[0], rescheduledTo: ids[2] })
})

test('the history says what each change was and what wrote it', async () => {
  await ada.see({ uuid: 'H', start: '2026-12-01T10:00:00Z' })
  await ada.see({ uuid: 'H', start: '2026-12-01T11:00:00Z', updatedAt: '2026-02-01T00:00:00.5Z' })
  const meeting = await getMeeting(mirror.database, ada.userId, await idOf('H'))
  expect(meeting?.history).toMatchObject([
    { kind: 'meeting.created', before: null, cause: 'tick', runId: null },
    {
      kind: 'meeting.updated',
      before: { startTime: '2026-12-01T10:00:00Z' },
      after: { startTime: '2026-12-01T11:00:00Z', calendlyUpdatedAt: '2026-02-01T00:00:00.5Z' },
    },
  ])
})

test('another user’s meeting and none at all are the same', async () => {
  const ben = await mirror.addUser()
  await ben.see({ uuid: 'B', start: '2026-12-01T09:00:00Z' })
  const { data } = await listMeetings(mirror.database, ben.userId, {}, 0)
  expect(await getMeeting(mirror.database, ada.userId, data[0]?.id ?? '')).toBeUndefined()
  expect(await getMeeting(mirror.database, ada.userId, randomUUID())).toBeUndefined()
})
