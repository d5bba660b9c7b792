import { expect, test } from 'vitest'
import { ago, createFormats, lasting, lengthOf, wait } from './formats.ts'

const berlin = createFormats('Europe/Berlin', false)
const now = Date.parse('2026-11-25T11:43:00Z')

test('says a moment as shortly as it stays unmistakable', () => {
  expect(berlin.moment('2026-11-25T11:41:00.123456Z', now)).toBe('12:41')
  expect(berlin.moment('2026-11-22T02:10:00Z', now)).toBe('Sunday 03:10')
  expect(berlin.moment('2026-11-03T02:10:00Z', now)).toBe('3 Nov 03:10')
  expect(berlin.moment('2024-11-03T02:10:00Z', now)).toBe('3 Nov 2024 03:10')
})

test('a day is the calendar day of the reader, not of UTC', () => {
  expect(berlin.dayKey('2026-11-25T23:30:00Z')).toBe('2026-11-26')
  expect(berlin.nearDay('2026-11-25T23:30:00Z', now)).toBe('Tomorrow')
  expect(createFormats('America/New_York', true).nearDay('2026-11-25T23:30:00Z', now)).toBe('Today')
  expect(berlin.nearDay('2026-11-27T23:30:00Z', now)).toBeUndefined()
})

test('yesterday and tomorrow stay one day away across the change of clocks', () => {
  const afterChange = Date.parse('2026-10-25T12:00:00Z')
  expect(berlin.nearDay('2026-10-24T12:00:00Z', afterChange)).toBe('Yesterday')
  expect(berlin.nearDay('2026-10-26T12:00:00Z', afterChange)).toBe('Tomorrow')
})

test('follows the clock habit of the reader', () => {
  expect(createFormats('Europe/London', true).time('2026-11-25T15:10:00Z')).toBe('3:10 pm')
  expect(createFormats('Europe/London', false).time('2026-11-25T15:10:00Z')).toBe('15:10')
})

test('shows a meeting in the zone of the client, and nothing for a zone nobody knows', () => {
  expect(berlin.inZone('Asia/Tokyo')?.time('2026-11-25T15:10:00Z')).toBe('00:10')
  expect(berlin.inZone('Mars/Olympus')).toBeUndefined()
})

test('ages and waits are whole numbers of one unit', () => {
  expect(ago('2026-11-25T11:42:30Z', now)).toBe('just now')
  expect(ago('2026-11-25T11:45:00Z', now)).toBe('just now')
  expect(ago('2026-11-25T11:41:00Z', now)).toBe('2 min ago')
  expect(ago('2026-11-25T08:00:00Z', now)).toBe('3 h ago')
  expect(ago('2026-11-20T08:00:00Z', now)).toBe('5 days ago')
  expect([0, 45, 61, 3600, 3900].map(wait)).toEqual(['1 s', '45 s', '2 min', '1 h', '1 h 5 min'])
  expect(lengthOf('2026-11-25T11:00:00Z', '2026-11-25T12:30:00Z')).toBe('1 h 30 min')
})

test('what has lasted is never told as more than it was', () => {
  expect([59, 60, 3599, 7200, 14_399, 172_800].map(lasting)).toEqual([
    '59 s',
    '1 min',
    '59 min',
    '2 h',
    '3 h 59 min',
    '2 days',
  ])
})
