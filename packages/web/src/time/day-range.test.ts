import { expect, test } from 'vitest'
import { dayRange } from './day-range.ts'

test.each([
  ['2026-11-25', 'UTC', '2026-11-25T00:00:00.000Z', '2026-11-26T00:00:00.000Z'],
  ['2026-11-25', 'Europe/Berlin', '2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z'],
  ['2026-11-25', 'America/Los_Angeles', '2026-11-25T08:00:00.000Z', '2026-11-26T08:00:00.000Z'],
  ['2026-11-25', 'Pacific/Kiritimati', '2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z'],
  // 23 and 25 hours
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  // Clocks that jump over midnight: the day begins at 01:00.
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
])('%s in %s', (day, timeZone, from, to) => {
  expect(dayRange(day, timeZone)).toEqual({ from, to })
})
