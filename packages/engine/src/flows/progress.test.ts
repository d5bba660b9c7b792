import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateSecondsLeft } from './progress.ts'

test('says nothing before anything was read', () => {
  expect(
    estimateSecondsLeft({ done: 0, leftHere: 10, rangesDone: 0, rangesLeft: 3, elapsedMs: 100 }),
  ).toBeUndefined()
})

test('takes ranges that were not listed yet for as long as the others', () => {
  // 100 read in 60 s, 20 left here, two more ranges of about 60 each.
  const seconds = estimateSecondsLeft({
    done: 100,
    leftHere: 20,
    rangesDone: 1,
    rangesLeft: 2,
    elapsedMs: 60_000,
  })
  expect(seconds).toBe(Math.ceil((20 + 2 * 60) * 0.6))
})

test('falls as events are read and reaches zero with the last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (done, left) => {
      const at = (read: number) =>
        estimateSecondsLeft({
          done: done + read,
          leftHere: left - read,
          rangesDone: 3,
          rangesLeft: 0,
          elapsedMs: 1000 * (done + read),
        })
      expect(at(left)).toBe(0)
      expect(at(1)).toBeLessThanOrEqual(at(0) ?? 0)
    }),
  )
})
