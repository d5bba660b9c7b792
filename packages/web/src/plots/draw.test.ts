import { expect, test } from 'vitest'
import { stacked } from './draw.ts'

test('columns upon each other: the last stands on the ground, the first is the sum of all', () => {
  const lists = [
    [1, 0],
    [2, 5],
    [3, 0],
  ]
  expect(stacked(lists)).toEqual([
    [6, 5],
    [5, 5],
    [3, 0],
  ])
})
