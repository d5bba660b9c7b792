import { expect, test } from 'vitest'
import type { Meeting } from '../api/types.ts'
import { aMeeting } from '../testing/facts.ts'
import { endingOf, rowWords, safeUrl } from './words.ts'

test('says who ended a meeting and why, and tells a move from a cancellation', () => {
  const ended = { isDeleted: true, deletedReason: 'canceled' } as const
  expect(endingOf(aMeeting())).toBeUndefined()
  expect(endingOf(aMeeting(ended))).toEqual({ what: 'Cancelled', why: '' })
  expect(endingOf(aMeeting({ ...ended, canceledBy: 'Ada', cancelReason: 'ill' }))?.why).toBe('By Ada: ill')
  expect(endingOf(aMeeting({ ...ended, rescheduledTo: 'b' }))?.what).toBe('Moved to another time')
  expect(endingOf(aMeeting({ isDeleted: true, deletedReason: 'gone' }))?.what).toBe('No longer in Calendly')
})

test('names few attendees and counts many, and never shows an empty place as a fact', () => {
  const named = (name: string | null, email: string | null = null) => ({
    name,
    email,
    status: 'active',
    noShow: false,
    isGuest: false,
    clientId: null,
  })
  const words = (attendees: Meeting['attendees']) => rowWords(aMeeting({ attendees }))
  expect(words(null)).toEqual(['Annual review', 'Attendees are being read'])
  expect(words([])).toEqual(['Annual review', 'No attendees'])
  expect(words([named('Ann'), named(null, 'bo@x.example'), named(null)])).toEqual([
    'Ann, bo@x.example, Unnamed',
    'Annual review',
  ])
  expect(words(['A', 'B', 'C', 'D', 'E'].map((name) => named(name)))[0]).toBe('A, B and 3 more')
})

test('opens web addresses only', () => {
  expect(safeUrl('https://zoom.example/j/1')).toBe('https://zoom.example/j/1')
  for (const other of ['javascript:alert(1)', 'data:text/html,x', 'tel:+49', '//zoom.example', null])
    expect(safeUrl(other)).toBeUndefined()
})
