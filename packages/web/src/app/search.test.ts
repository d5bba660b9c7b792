import { expect, test } from 'vitest'
import { day, oneOf, parseSearch, stringifySearch, text } from './search.ts'

test('a link leads back to what it was made of, as text', () => {
  for (const search of [{}, { q: '5' }, { q: 'müller & söhne', view: 'no-show' }, { q: 'a=b?c#d' }])
    expect(parseSearch(stringifySearch(search))).toEqual(search)
  expect(stringifySearch({ q: '', view: undefined })).toBe('')
})

test('what an address may not say is left out', () => {
  expect(text('')).toBeUndefined()
  expect(text(['a'])).toBeUndefined()
  expect(oneOf(['past', 'upcoming'], 'everything')).toBeUndefined()
  expect(oneOf(['past', 'upcoming'], 'past')).toBe('past')
})

test('a day is one of the calendar', () => {
  expect(day('2026-11-25')).toBe('2026-11-25')
  for (const value of ['2026-02-30', '2026-13-01', '25.11.2026', '2026-11-25T00:00', undefined])
    expect(day(value)).toBeUndefined()
})
