import { expect, test } from 'vitest'
import { cellsOf } from './cells.ts'

const minuteMs = 60_000
const nowMs = Date.parse('2026-11-22T12:41:07Z')
const shown = (from: string | undefined, intervalMinutes = 15) => {
  const cells = cellsOf(from === undefined ? {} : { from }, nowMs, intervalMinutes * minuteMs)
  return [cells.count, cells.cellMs / minuteMs, new Date(cells.toMs).toISOString()]
}

test('a day is 96 checks, and ends with the cell that now lies in', () => {
  expect(shown(undefined)).toEqual([96, 15, '2026-11-22T12:45:00.000Z'])
})

test('a week is hours, a month six of them each', () => {
  expect(shown('2026-11-15T12:41:07Z')).toEqual([168, 60, '2026-11-22T13:00:00.000Z'])
  expect(shown('2026-10-23T12:41:07Z')).toEqual([120, 360, '2026-11-22T18:00:00.000Z'])
})

test('a day of checks each minute or each day is still a day of cells that can be seen', () => {
  expect(shown(undefined, 1).slice(0, 2)).toEqual([96, 15])
  expect(shown(undefined, 30).slice(0, 2)).toEqual([48, 30])
  expect(shown(undefined, 1440).slice(0, 2)).toEqual([24, 60])
})

test('the end of one span on the grid is the beginning of the next', () => {
  const { fromMs, toMs } = cellsOf({ to: '2026-11-22T12:00:00Z' }, nowMs, 15 * minuteMs)
  expect([fromMs, toMs].map((ms) => new Date(ms).toISOString())).toEqual([
    '2026-11-21T12:00:00.000Z',
    '2026-11-22T12:00:00.000Z',
  ])
})

test.each([
  [{ from: '2026-11-22T12:00:00Z', to: '2026-11-22T12:00:00Z' }],
  [{ from: '2026-11-22T13:00:00Z' }],
  [{ from: '2026-10-01T00:00:00Z' }],
])('%j is no span', (query) => {
  expect(() => cellsOf(query, nowMs, 15 * minuteMs)).toThrow(expect.objectContaining({ code: 'bad_span' }))
})
