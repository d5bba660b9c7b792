import type { PassCell } from '../../api/types.ts'
import type { Formats } from '../../time/formats.ts'

/** What came of the checks of a cell, as the strip shows it. */
export type CellOutcome = 'quiet' | 'changed' | 'partial' | 'failed' | 'waiting' | 'running' | 'none'

/** A word, a shape and a colour for each: none of them says it alone. */
export const OUTCOMES: readonly (readonly [CellOutcome, string])[] = [
  ['quiet', 'No change'],
  ['changed', 'Changes'],
  ['partial', 'Partly done'],
  ['failed', 'Failed'],
  ['waiting', 'Calendly is limiting us'],
  ['running', 'Running'],
  ['none', 'No check'],
]

export function outcomeOf(cell: PassCell): CellOutcome {
  if (cell.state !== 'succeeded') return cell.state
  return cell.new + cell.updated + cell.deleted > 0 ? 'changed' : 'quiet'
}

export function outcomeWord(outcome: CellOutcome): string {
  return OUTCOMES.find(([each]) => each === outcome)?.[1] ?? outcome
}

/** "12:30 – 12:45: Changes. 3 new, 1 updated, 0 cancelled, 9 calls, 4.2 s" */
export function cellWords(cell: PassCell, formats: Formats, nowMs: number): string {
  const outcome = outcomeOf(cell)
  const when = `${formats.moment(cell.from, nowMs)} – ${formats.time(cell.to)}`
  const head = `${when}: ${outcomeWord(outcome)}`
  return outcome === 'none' ? `${head}.` : `${head}. ${factWords(cell)}`
}

function factWords({ new: added, updated, deleted, requests, durationMs }: PassCell): string {
  const took = durationMs === null ? [] : [`${(durationMs / 1000).toFixed(1)} s`]
  const calls = `${requests} ${requests === 1 ? 'call' : 'calls'}`
  return [`${added} new`, `${updated} updated`, `${deleted} cancelled`, calls, ...took].join(', ')
}

/** How often each outcome occurs, for the legend; those that do not are left out. */
export function tally(cells: readonly PassCell[]): readonly (readonly [CellOutcome, string, number])[] {
  const counts = new Map<CellOutcome, number>()
  for (const cell of cells) counts.set(outcomeOf(cell), (counts.get(outcomeOf(cell)) ?? 0) + 1)
  return OUTCOMES.flatMap(([outcome, word]) => {
    const count = counts.get(outcome) ?? 0
    return count === 0 ? [] : [[outcome, word, count] as const]
  })
}
