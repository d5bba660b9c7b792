import { expect, test } from 'vitest'
import { conditions, wordPatterns } from './conditions.ts'

test('what callers say is bound and never part of the text', () => {
  const found = conditions()
  found.add('a = ? AND b < ?', "x' OR true --", 2)
  found.add('NOT c')
  expect(`${found.where} LIMIT ${found.bind(50)}`).toBe('(a = $1 AND b < $2) AND (NOT c) LIMIT $3')
  expect(found.values).toEqual(["x' OR true --", 2, 50])
})

test('no condition finds everything', () => {
  expect(conditions().where).toBe('true')
})

test('every word is a pattern of its own, with wildcards taken literally', () => {
  expect(wordPatterns(' 100%  a_b c\\d ')).toEqual(['%100\\%%', '%a\\_b%', '%c\\\\d%'])
})
