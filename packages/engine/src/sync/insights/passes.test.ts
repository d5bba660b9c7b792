import { expect, test } from 'vitest'
import type { AccountCell } from '../../store/read/insights/passes.ts'
import { passCells } from './passes.ts'

const cells = { fromMs: 0, toMs: 2_700_000, cellMs: 900_000, count: 3 }
const one = (cell: number, rank: number, more: Partial<AccountCell> = {}): AccountCell => ({
  ...{
    cell,
    rank,
    runId: `r${rank}`,
    new: 1,
    updated: 0,
    deleted: 0,
    requests: 2,
    calls: 2,
    durationMs: 100 * rank,
  },
  ...more,
})

test('a cell tells the worst of its account, and the run that gave it its state', () => {
  expect(passCells([one(1, 4)], cells)).toMatchObject([
    { state: 'none', runId: null, new: 0, durationMs: null, from: '1970-01-01T00:00:00.000Z' },
    { state: 'partial', runId: 'r4', new: 1, requests: 2, durationMs: 400, from: '1970-01-01T00:15:00.000Z' },
    { state: 'none', to: '1970-01-01T00:45:00.000Z' },
  ])
})

test.each([
  [[5, 5], 'failed'],
  [[5, 1], 'partial'],
  [[4, 1], 'partial'],
  [[3, 2], 'waiting'],
  [[2, 1], 'running'],
  [[1, 1], 'succeeded'],
  [[0], 'none'],
])('accounts that came to %j make it %s', (ranks, state) => {
  const [cell] = passCells(
    ranks.map((rank) => one(0, rank)),
    cells,
  )
  expect(cell).toMatchObject({ state, new: state === 'none' ? 0 : ranks.length })
})
