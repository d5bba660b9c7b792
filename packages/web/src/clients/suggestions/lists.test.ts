import { expect, test } from 'vitest'
import type { ClientSuggestion } from '../../api/types.ts'
import { latestFirst } from './latest-first.ts'
import { withDecided } from './with-decided.ts'

function decided(id: string, decidedAt: string | null): ClientSuggestion {
  return { id, decidedAt, decision: 'accepted', reasons: [], clients: [] }
}

test('what was decided last stands first, whatever was decided', () => {
  const lists = [
    [decided('a', '2026-11-25T10:00:00Z'), decided('b', '2026-11-25T10:00:00.5Z')],
    [decided('c', '2026-11-25T12:00:00Z'), decided('d', null)],
  ]
  expect(latestFirst(...lists).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd'])
})

test('a pair that is decided leaves one list and stands in another, in the order of the server', () => {
  const list = [decided('a', null), decided('b', null), decided('d', null)]
  expect(withDecided(list, decided('b', null), 'open').map(({ id }) => id)).toEqual(['a', 'd'])
  expect(withDecided(list, decided('c', null), 'accepted').map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  expect(withDecided(list, decided('b', null), 'accepted')).toHaveLength(3)
})
