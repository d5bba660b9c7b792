import type { PassCell } from '../../contract/insights.ts'
import type { AccountCell } from '../../store/read/insights/passes.ts'
import { type Cells, eachCell, instant } from './cells.ts'

/** One cell for each stretch of time, those in which nothing began among them. */
export function passCells(rows: readonly AccountCell[], cells: Cells): PassCell[] {
  const byCell = new Map<number, AccountCell[]>()
  for (const row of rows) if (row.rank > 0) byCell.set(row.cell, [...(byCell.get(row.cell) ?? []), row])
  return eachCell(cells, (cell, fromMs) => {
    const accounts = byCell.get(cell) ?? []
    const sum = (figure: 'new' | 'updated' | 'deleted' | 'requests') =>
      accounts.reduce((total, account) => total + account[figure], 0)
    const durations = accounts.flatMap(({ durationMs }) => durationMs ?? [])
    const worst = accounts.toSorted((a, b) => b.rank - a.rank)[0]
    return {
      from: instant(fromMs),
      to: instant(fromMs + cells.cellMs),
      state: stateOf(accounts),
      runId: worst?.runId ?? null,
      new: sum('new'),
      updated: sum('updated'),
      deleted: sum('deleted'),
      requests: sum('requests'),
      durationMs: durations.length > 0 ? Math.max(...durations) : null,
    }
  })
}

const states = ['none', 'succeeded', 'running', 'waiting', 'partial', 'failed'] as const

/** The worst of all accounts; where some failed and others did not, the list is complete in part. */
function stateOf(accounts: readonly AccountCell[]): PassCell['state'] {
  const ranks = accounts.map(({ rank }) => rank)
  const state = states[Math.max(0, ...ranks)] ?? 'none'
  return state === 'failed' && ranks.some((rank) => states[rank] !== 'failed') ? 'partial' : state
}
