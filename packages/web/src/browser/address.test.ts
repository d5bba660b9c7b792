import { expect, test } from 'vitest'
import { hrefOf, readAddress } from './address.ts'

test('a link leads back to the view, the search and the meeting it was made of', () => {
  for (const address of [
    { view: 'upcoming', q: '', meetingId: undefined },
    { view: 'no-show', q: 'müller & söhne', meetingId: 'a1' },
    { view: 'cancelled', q: '  two  words ', meetingId: undefined },
  ] as const)
    expect(readAddress(hrefOf(address).replace('/', ''))).toEqual(address)
  expect(hrefOf({ view: 'upcoming', q: '', meetingId: undefined })).toBe('/')
})

test('an unknown view shows the upcoming meetings', () => {
  expect(readAddress('?view=everything')).toEqual({ view: 'upcoming', q: '', meetingId: undefined })
})
