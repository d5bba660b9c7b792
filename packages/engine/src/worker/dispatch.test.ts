import { expect, test } from 'vitest'
import { roomFor } from './dispatch.ts'

const jobs = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([credential, count]) =>
    Array.from({ length: count }, () => ({ credential })),
  )

test.each([
  ['nothing in hand: whatever comes may be of one token', {}, 8, []],
  ['the next ones may all be of the fullest token', { a: 5 }, 3, []],
  ['a token with its share is left out', { a: 8 }, 8, ['a']],
  ['and the next fullest decides', { a: 8, b: 6 }, 2, ['a']],
  ['two with their share leave no place', { a: 8, b: 8 }, 0, ['a', 'b']],
])('%s', (_what, inHand, limit, notOf) => {
  expect(roomFor(jobs(inHand), 16, 8)).toEqual({ limit, notOf })
})
