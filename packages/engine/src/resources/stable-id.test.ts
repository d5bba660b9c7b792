import { expect, it } from 'vitest'
import { stableId } from './stable-id.ts'

it('gives the same names the same id on every machine and in every version', () => {
  // Written down once: rows of installed databases are keyed by these.
  expect(stableId('https://id.example', 'user-1')).toBe('edc232ea-7f54-5286-bf2d-e6e997bc6d8e')
})

it('is a UUID of version 5 that tells names apart by their borders, order and number', () => {
  const names = [[], [''], ['ab'], ['a', 'b'], ['b', 'a'], ['a', 'b', ''], ['a,b'], ['"a","b"']]
  const ids = names.map((list) => stableId(...list))
  expect(new Set(ids).size).toBe(names.length)
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
