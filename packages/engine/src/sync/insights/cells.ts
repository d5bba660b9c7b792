import type { InsightsQuery } from '../../contract/insights.ts'
import { SyncError } from '../../errors.ts'

/** A span of time cut into cells of equal length; epoch milliseconds. */
export interface Cells {
  readonly fromMs: number
  readonly toMs: number
  readonly cellMs: number
  readonly count: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const longestDays = 31

/**
 * The cells of a span. They lie on the clock's own grid, so that the same cell is the same a minute later; the span grows
 * at its end to the end of the cell that it ends in, and moves at its beginning by as much.
 *
 * @param intervalMs - between checks.
 * @throws SyncError `bad_span`
 */
export function cellsOf({ from, to }: InsightsQuery, nowMs: number, intervalMs: number): Cells {
  const endMs = to === undefined ? nowMs : Date.parse(to)
  const beginMs = from === undefined ? endMs - dayMs : Date.parse(from)
  const spanMs = endMs - beginMs
  if (!(spanMs > 0 && spanMs <= longestDays * dayMs))
    throw new SyncError('bad_span', `from must lie before to, by ${longestDays} days at most.`)
  const cellMs = cellLength(spanMs, intervalMs)
  const count = Math.max(1, Math.round(spanMs / cellMs))
  const toMs = Math.ceil(endMs / cellMs) * cellMs
  return { fromMs: toMs - count * cellMs, toMs, cellMs, count }
}

/** A day is shown check by check, a week by hours, a month by six of them. */
function cellLength(spanMs: number, intervalMs: number): number {
  if (spanMs > 8 * dayMs) return 6 * hourMs
  if (spanMs > 1.5 * dayMs) return hourMs
  return Math.min(hourMs, Math.max(15 * minuteMs, intervalMs))
}

/** Something for each cell, in order. */
export function eachCell<Result>(
  { fromMs, cellMs, count }: Cells,
  make: (cell: number, fromMs: number) => Result,
): Result[] {
  return Array.from({ length: count }, (_, cell) => make(cell, fromMs + cell * cellMs))
}

/** The same kind of text as everywhere else. */
export function instant(ms: number): string {
  return new Date(ms).toISOString()
}
