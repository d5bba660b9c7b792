import { expect, test } from 'vitest'
import { clockBetween, clockChange, distanceChange } from './clock-change.ts'

const summer = Date.parse('2026-10-20T12:00:00Z')
const winter = '2026-11-10T09:00:00Z'

test('says that clocks change on the way to a later meeting, and in which direction', () => {
  expect(clockChange(winter, summer, 'Europe/Berlin')).toBe(
    'Clocks in Europe/Berlin go back 1 h before then.',
  )
  expect(clockChange('2027-04-10T09:00:00Z', Date.parse(winter), 'Europe/Berlin')).toBe(
    'Clocks in Europe/Berlin go forward 1 h before then.',
  )
  expect(clockChange('2026-10-21T09:00:00Z', summer, 'Europe/Berlin')).toBeUndefined()
  expect(clockChange(winter, summer, 'Asia/Tokyo')).toBeUndefined()
  // What is over is read as it was.
  expect(clockChange('2026-05-01T09:00:00Z', Date.parse(winter), 'Europe/Berlin')).toBeUndefined()
})

test('says when two zones are another number of hours apart then than now', () => {
  // Berlin changes on 25 October, New York on 1 November.
  const between = '2026-10-28T09:00:00Z'
  expect(distanceChange(between, summer, 'America/New_York', 'Europe/Berlin')).toBe(
    'America/New_York is 5 h behind you then, and 6 h behind you now.',
  )
  expect(distanceChange(winter, summer, 'America/New_York', 'Europe/Berlin')).toBeUndefined()
  expect(distanceChange(winter, summer, 'Asia/Kolkata', 'Europe/Berlin')).toBe(
    'Asia/Kolkata is 4 h 30 min ahead of you then, and 3 h 30 min ahead of you now.',
  )
  expect(distanceChange('2027-01-10T09:00:00Z', summer, 'Africa/Lagos', 'Europe/Berlin')).toBe(
    'Africa/Lagos is level with you then, and 1 h behind you now.',
  )
})

test('marks the place in a list where the clocks change', () => {
  expect(clockBetween('2026-10-24T09:00:00Z', winter, 'Europe/Berlin')).toBe(
    'Clocks change: UTC+1 from here on, UTC+2 above',
  )
  expect(clockBetween(Date.parse('2026-07-01T00:00:00Z'), winter, 'America/St_Johns')).toBe(
    'Clocks change: UTC−3:30 from here on, UTC−2:30 today',
  )
  expect(clockBetween(winter, '2026-11-11T09:00:00Z', 'Europe/Berlin')).toBeUndefined()
})
