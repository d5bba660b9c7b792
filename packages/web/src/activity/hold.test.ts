import { expect, test } from 'vitest'
import { hold } from './hold.ts'

const list = ['c', 'b', 'a'].map((id) => ({ id }))

test('while somebody reads, what is new above waits; else everything is shown', () => {
  expect(hold(list, undefined)).toEqual({ shown: list, waiting: 0 })
  expect(hold(list, 'c')).toEqual({ shown: list, waiting: 0 })
  expect(hold(list, 'a')).toEqual({ shown: [{ id: 'a' }], waiting: 2 })
})

test('an entry that other filters took away holds nothing back', () => {
  expect(hold(list, 'gone')).toEqual({ shown: list, waiting: 0 })
  expect(hold([], 'a')).toEqual({ shown: [], waiting: 0 })
})
