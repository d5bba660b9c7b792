import { expect, test } from 'vitest'
import { aMeeting } from '../testing/facts.ts'
import { attendeeWords, endingWords, safeUrl } from './words.ts'

test('says who ended a meeting and why, and tells a move from a cancellation', () => {
  const ended = { isDeleted: true, deletedReason: 'canceled' } as const
  expect(endingWords(aMeeting())).toBeUndefined()
  expect(endingWords(aMeeting(ended))).toBe('Cancelled')
  expect(endingWords(aMeeting({ ...ended, canceledBy: 'Ada', cancelReason: 'ill' }))).toBe(
    'Cancelled by Ada: ill',
  )
  expect(endingWords(aMeeting({ ...ended, rescheduledTo: 'b' }))).toBe('Moved to another time')
  expect(endingWords(aMeeting({ isDeleted: true, deletedReason: 'gone' }))).toBe('No longer in Calendly')
})

test('names few attendees and counts many, and never shows an empty place as a fact', () => {
  const named = (name: string | null, email: string | null = null) => ({
    name,
    email,
    status: 'active',
    noShow: false,
    isGuest: false,
  })
  expect(attendeeWords(null)).toBe('Attendees are being read')
  expect(attendeeWords([named('Ann'), named(null, 'bo@x.example'), named(null)])).toBe(
    'Ann, bo@x.example, Unnamed',
  )
  expect(attendeeWords(['A', 'B', 'C', 'D', 'E'].map((name) => named(name)))).toBe('A, B and 3 more')
})

test('opens web addresses only', () => {
  expect(safeUrl('https://zoom.example/j/1')).toBe('https://zoom.example/j/1')
  for (const other of ['javascript:alert(1)', 'data:text/html,x', 'tel:+49', '//zoom.example', null])
    expect(safeUrl(other)).toBeUndefined()
})
