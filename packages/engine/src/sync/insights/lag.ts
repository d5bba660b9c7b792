import type { LagPoint } from '../../contract/insights.ts'
import type { FreshnessCell } from '../../store/read/insights/freshness.ts'
import { type Cells, eachCell, instant } from './cells.ts'

/**
 * How old the oldest `completeAsOf` became within each cell:
 *
 *     check      check           (failed)      check
 *       ●──╱│      ●──╱│                 ╱│      ●
 *     ──╱   │──╱       │────────────╱     │──╱
 *
 * An account counts from its first complete check on; nothing is told of the time before.
 */
export function lagOver(rows: readonly FreshnessCell[], cells: Cells, nowMs: number): LagPoint[] {
  const byCell = new Map<number, FreshnessCell[]>()
  for (const row of rows) byCell.set(row.cell, [...(byCell.get(row.cell) ?? []), row])
  const asOfMs = new Map<string, number>()
  const take = (cell: number) => {
    for (const { accountId, asOf } of byCell.get(cell) ?? []) asOfMs.set(accountId, asOf * 1000)
  }
  take(-1)
  const points = eachCell(cells, (cell, fromMs) => {
    const atMs = Math.min(fromMs + cells.cellMs, nowMs)
    const before = (byCell.get(cell) ?? []).flatMap(({ worstSeconds }) => worstSeconds ?? [])
    take(cell)
    const after = [...asOfMs.values()].map((ms) => (atMs - ms) / 1000)
    const ages = [...before, ...after]
    return ages.length > 0 && fromMs < nowMs
      ? [{ at: instant(atMs), seconds: Math.round(Math.max(...ages)) }]
      : []
  })
  return points.flat()
}
