import { expect, test } from 'vitest'
import { muteEnd } from './mute-end.ts'

const nowMs = Date.parse('2026-11-25T12:00:00Z')

test('a mute ends after its length', () => {
  expect(muteEnd('1', '', nowMs)).toBe('2026-11-25T13:00:00.000Z')
  expect(muteEnd('168', '', nowMs)).toBe('2026-12-02T12:00:00.000Z')
})

test('an end of one’s own must be a moment, and still to come', () => {
  expect(muteEnd('other', '2027-01-01T09:30', nowMs)).toBe(new Date('2027-01-01T09:30').toISOString())
  expect(muteEnd('other', '2020-01-01T09:30', nowMs)).toBeUndefined()
  expect(muteEnd('other', '', nowMs)).toBeUndefined()
})
