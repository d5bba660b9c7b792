import { expect, test } from 'vitest'
import { aMeeting } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { dayAfter, hoursOf, placeDay, weekOf, weekRange } from './week-layout.ts'

const berlin = createFormats('Europe/Berlin', false)
const at = (id: string, from: string, to: string) =>
  aMeeting({ id, startTime: `2026-11-25T${from}:00Z`, endTime: `2026-11-25T${to}:00Z` })
const lanes = (...meetings: Parameters<typeof placeDay>[0]) =>
  placeDay(meetings, berlin).map(({ meeting, lane, lanes }) => `${meeting.id} ${lane + 1}/${lanes}`)

test('a week begins on Monday, whatever day of it is asked for', () => {
  const week = [
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
    '2026-11-28',
    '2026-11-29',
  ]
  for (const day of week) expect(weekOf(day)).toEqual(week)
  expect(weekOf('2027-01-01')[0]).toBe('2026-12-28')
  expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28')
  expect(weekRange(weekOf('2026-10-21'), 'Europe/Berlin')).toEqual({
    from: '2026-10-18T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
  })
})

test('a meeting stands where the clock of the reader shows it, and ends at midnight at the latest', () => {
  expect(placeDay([at('a', '08:30', '09:15'), at('b', '22:30', '23:30')], berlin)).toMatchObject([
    { from: 570, to: 615 },
    { from: 1410, to: 1440 },
  ])
})

test('those at the same time stand beside each other, the others have the day to themselves', () => {
  expect(lanes(at('a', '08:00', '10:00'), at('b', '09:00', '11:00'), at('c', '10:00', '11:00'))).toEqual([
    'a 1/2',
    'b 2/2',
    'c 1/2',
  ])
  expect(lanes(at('a', '08:00', '09:00'), at('b', '09:00', '10:00'))).toEqual(['a 1/1', 'b 1/1'])
  expect(lanes(at('a', '08:00', '12:00'), at('b', '09:00', '09:30'), at('c', '09:00', '10:00'))).toEqual([
    'a 1/3',
    'b 2/3',
    'c 3/3',
  ])
  expect(lanes(at('a', '08:00', '08:05'), at('b', '08:10', '08:40'))).toEqual(['a 1/2', 'b 2/2'])
})

test('the grid shows the working day, and more where there is more', () => {
  expect(hoursOf([])).toEqual({ first: 8, last: 18 })
  expect(hoursOf(placeDay([at('a', '05:30', '06:00'), at('b', '19:00', '19:30')], berlin))).toEqual({
    first: 6,
    last: 21,
  })
})
