import { expect, test } from 'vitest'
import { aStatus } from '../testing/facts.ts'
import { createFormats } from '../time/formats.ts'
import { activeFilters, placeName } from './active-filters.ts'

const formats = createFormats('Pacific/Kiritimati', false)

test('each filter is said by its name, also one whose choice is no longer there', () => {
  const filters = { q: ' anna ', account: 'account-1', host: 'gone', place: 'zoom', from: '2026-11-25' }
  expect(activeFilters(filters, undefined, aStatus(), formats).map(({ words }) => words)).toEqual([
    'Search: “anna”',
    'Account: Ada Adviser',
    'Host: gone',
    'Place: Zoom',
    'From: Wed 25 Nov 2026',
  ])
  expect(activeFilters({}, undefined, undefined, formats)).toEqual([])
})

test('an unknown kind of place is shown as it is', () => {
  expect(placeName('outer_space')).toBe('outer space')
})
