import { afterAll, beforeAll, expect, test } from 'vitest'
import { listChanges } from './changes.ts'
import { type Mirror, openMirror, type Person } from './testing/mirror.ts'

let mirror: Mirror
let ada: Person

beforeAll(async () => {
  mirror = await openMirror()
  ada = await mirror.addUser()
  for (const uuid of ['A', 'B', 'C']) await ada.see({ uuid, start: '2026-12-01T09:00:00.25Z' })
  await ada.see({
    uuid: 'A',
    start: '2026-12-01T09:00:00.25Z',
    status: 'canceled',
    updatedAt: '2026-11-02T00:00:00Z',
  })
})

afterAll(() => mirror.close())

test('tells changes in order, in the names and instants of the API', async () => {
  const { data, next } = await listChanges(mirror.database, ada.userId)
  expect(data.map((change) => change.kind)).toEqual([
    'meeting.created',
    'meeting.created',
    'meeting.created',
    'meeting.canceled',
  ])
  expect(data[0]).toMatchObject({
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    before: null,
    after: { startTime: '2026-12-01T09:00:00.25Z', isDeleted: false, syncStatus: 'synced' },
  })
  expect(data[3]).toMatchObject({
    meetingId: data[0]?.meetingId,
    before: { isDeleted: false, status: 'active' },
    after: { isDeleted: true, status: 'canceled', deletedReason: 'canceled', cancelReason: 'ill' },
  })
  expect(next).toBe(String(data[3]?.seq))
})

test('who goes on from `next` sees every change once, and the same `next` again at the end', async () => {
  const seen: number[] = []
  let after = '0'
  for (;;) {
    const { data, next } = await listChanges(mirror.database, ada.userId, after, 3)
    if (data.length === 0) {
      expect(next).toBe(after)
      break
    }
    seen.push(...data.map((change) => change.seq))
    after = next
  }
  expect(seen).toHaveLength(4)
  expect([...seen].sort((a, b) => a - b)).toEqual(seen)
})

test('shows a user nothing of another', async () => {
  const ben = await mirror.addUser()
  expect(await listChanges(mirror.database, ben.userId)).toEqual({ data: [], next: '0' })
})

test.each(['-1', 'x', '1e3', '9'.repeat(30), ''])('refuses %j as a place to go on from', async (after) => {
  await expect(listChanges(mirror.database, ada.userId, after)).rejects.toMatchObject({ code: 'bad_cursor' })
})
