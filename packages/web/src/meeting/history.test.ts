import { expect, test } from 'vitest'
import type { Change } from '../api/types.ts'
import { createFormats } from '../time/formats.ts'
import { describeChange } from './history.ts'

const formats = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')
const change = (told: Partial<Change>): Change => ({
  seq: 1,
  at: '2026-11-25T11:41:00Z',
  kind: 'meeting.updated',
  meetingId: 'meeting-1',
  cause: 'tick',
  path: 'poll',
  runId: null,
  deliveryId: null,
  before: {},
  after: {},
  ...told,
})

test('says what wrote a row: when, by which kind of check, and what was different', () => {
  const moved = change({
    before: { startTime: '2026-11-25T13:00:00Z', attendees: [{}] },
    after: { startTime: '2026-11-25T14:00:00Z', attendees: [{}, {}] },
  })
  expect(describeChange(moved, formats, now)).toEqual({
    seq: 1,
    what: 'Changed',
    at: '12:41',
    cause: 'regular check',
    details: ['Start: 14:00 → 15:00', 'Attendees: 1 → 2'],
  })
})

test('a change inside a list of equal length is still told', () => {
  const noShow = change({
    before: { attendees: [{ noShow: false }] },
    after: { attendees: [{ noShow: true }] },
  })
  expect(describeChange(noShow, formats, now).details).toEqual(['Attendees changed'])
})

test('the first sight of a meeting lists no differences, and an unknown kind is shown as it is', () => {
  expect(describeChange(change({ kind: 'meeting.created', before: null }), formats, now)).toMatchObject({
    what: 'First seen',
    details: [],
  })
  expect(describeChange(change({ kind: 'meeting.frozen', cause: 'comet' }), formats, now)).toMatchObject({
    what: 'meeting.frozen',
    cause: 'comet',
  })
})
