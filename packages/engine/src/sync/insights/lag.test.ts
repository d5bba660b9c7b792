import { expect, test } from 'vitest'
import { lagOver } from './lag.ts'

const cells = { fromMs: 0, toMs: 3_600_000, cellMs: 900_000, count: 4 }
const hourMs = 3_600_000
const row = (accountId: string, cell: number, asOf: number, worstSeconds: number | null = null) => ({
  ...{ accountId, cell, asOf, worstSeconds },
})
const seconds = (...asked: Parameters<typeof lagOver>) => lagOver(...asked).map((point) => point.seconds)

test('each cell tells how old the list became before a check ended, or until its end', () => {
  const rows = [row('a', -1, -800), row('a', 0, 100, 905), row('a', 1, 1000, 903), row('a', 3, 2800, 1803)]
  // 905 before the first ended; 903; then none ended: 2700 - 1000; then 1803 before the late one did.
  expect(seconds(rows, cells, hourMs)).toEqual([905, 903, 1700, 1803])
})

test('the account that is worst off counts', () => {
  const rows = [row('a', -1, -10), row('b', -1, -5000), row('a', 0, 890, 30)]
  expect(seconds(rows, { ...cells, count: 1, toMs: 900_000 }, hourMs)).toEqual([5900])
})

test('nothing is told of the time before the first check, nor of the time to come; the last point is now', () => {
  const nowMs = 2_000_000
  expect(lagOver([row('a', 1, 950)], cells, nowMs)).toEqual([
    { at: '1970-01-01T00:30:00.000Z', seconds: 850 },
    { at: '1970-01-01T00:33:20.000Z', seconds: 1050 },
  ])
  expect(lagOver([], cells, nowMs)).toEqual([])
})
