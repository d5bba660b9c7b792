import { expect, test } from 'vitest'
import { oneOf, parseSearch, stringifySearch, text } from './search.ts'

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
