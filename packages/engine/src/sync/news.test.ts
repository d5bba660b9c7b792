import { expect, test } from 'vitest'
import { byUser, differing, mostTold, tellChanges } from './news.ts'

const change = (seq: number) => ({ seq, kind: 'meeting.created', meetingId: `m${seq}` })
const at = (after: string | null, newest: string, seqs: readonly number[]) => ({
  userId: 'ada',
  after,
  newest,
  changes: seqs.map(change),
})

test('who has just come starts at the newest change and is told nothing', () => {
  expect(tellChanges(at(null, '7', []))).toEqual({ events: [], place: '7' })
})

test('what lies beyond the place is told in order, and the place moves to its end', () => {
  const { events, place } = tellChanges(at('4', '9', [5, 9]))
  expect(events).toEqual([
    { id: '5', event: 'meeting.changed', data: { meetingId: 'm5', kind: 'meeting.created', seq: 5 } },
    { id: '9', event: 'meeting.changed', data: { meetingId: 'm9', kind: 'meeting.created', seq: 9 } },
  ])
  expect(place).toBe('9')
  expect(tellChanges(at('9', '9', []))).toEqual({ events: [], place: '9' })
})

test.each([
  ['has missed too much', at('0', '900', [...Array(mostTold + 1).keys()])],
  ['comes from another history', at('900', '9', [])],
])('who %s is told to read everything again, once', (_why, found) => {
  const reload = { id: found.newest, event: 'meeting.changed', data: { meetingId: null } }
  expect(tellChanges(found)).toEqual({ events: [reload], place: found.newest })
})

test('what is new, differs or has gone is told; what had ended may go unnoticed', () => {
  const seen = (...rows: readonly (readonly [string, string, boolean])[]) =>
    byUser(rows.map(([id, version, isOver]) => ({ userId: 'ada', id, version, isOver }))).get('ada') ??
    new Map()
  const before = seen(['same', '1', false], ['moved', '1', false], ['gone', '1', false], ['ended', '1', true])
  const now = seen(['same', '1', false], ['moved', '2', true], ['new', '1', false])
  expect(differing(before, now)).toEqual(['moved', 'new', 'gone'])
})
