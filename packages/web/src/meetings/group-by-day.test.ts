import { expect, test } from 'vitest'
import { aMeeting } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { groupByDay } from './group-by-day.ts'

const meetings = ['2026-11-26T09:00:00Z', '2026-11-26T23:30:00Z', '2026-11-27T08:00:00Z'].map(
  (startTime, index) => aMeeting({ id: String(index), startTime }),
)
const ids = (zone: string) =>
  groupByDay(meetings, createFormats(zone, false)).map((day) => [day.key, day.meetings.map(({ id }) => id)])

test('a meeting belongs to the day it has where the reader is', () => {
  expect(ids('UTC')).toEqual([
    ['2026-11-26', ['0', '1']],
    ['2026-11-27', ['2']],
  ])
  expect(ids('Europe/Berlin')).toEqual([
    ['2026-11-26', ['0']],
    ['2026-11-27', ['1', '2']],
  ])
})

test('no meetings are no days', () => {
  expect(groupByDay([], createFormats('UTC', false))).toEqual([])
})
