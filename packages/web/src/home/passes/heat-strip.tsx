import { useRouter } from '@tanstack/react-router'
import { type MouseEvent, useState } from 'react'
import type { PassCell } from '../../api/types.ts'
import type { Formats } from '../../time/formats.ts'
import { CellMark, cellGround } from './cell-mark.tsx'
import { cellWords, outcomeOf } from './cells.ts'
import { useWalk } from './use-walk.ts'

/** One cell per check: shape and colour say what came of it, a click opens it in Activity. */
export function HeatStrip(props: {
  readonly cells: readonly PassCell[]
  readonly label: string
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { cells, label, formats, nowMs } = props
  const router = useRouter()
  const walk = useWalk(cells.flatMap((cell) => (cell.runId === null ? [] : [cell.from])))
  const [pointed, setPointed] = useState<string>()
  const told = cells.find(({ from }) => from === pointed)
  const open = (event: MouseEvent, runId: string) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    void router.navigate({ to: '/activity', search: { run: runId } })
  }
  return (
    <>
      <div
        role="toolbar"
        aria-label={label}
        onKeyDown={walk.onKeyDown}
        onMouseOver={(event) => setPointed(cellAt(event.target))}
        onMouseLeave={() => setPointed(undefined)}
        onFocus={(event) => setPointed(cellAt(event.target))}
        className="grid grid-cols-12 gap-px sm:gap-0.5 md:grid-cols-24"
      >
        {cells.map((cell) => {
          const { from, runId } = cell
          const outcome = outcomeOf(cell)
          const look = `grid h-6 place-items-center rounded-sm sm:h-7 ${cellGround(outcome)}`
          if (runId === null)
            return <span key={from} data-at={from} className={`${look} border border-line`} />
          return (
            <a
              key={from}
              href={`/activity?run=${runId}`}
              data-cell=""
              data-at={from}
              data-outcome={outcome}
              aria-label={cellWords(cell, formats, nowMs)}
              tabIndex={walk.current === from ? 0 : -1}
              onFocus={() => walk.choose(from)}
              onClick={(event) => open(event, runId)}
              className={`${look} hover:outline-2 hover:outline-accent`}
            >
              <CellMark outcome={outcome} />
            </a>
          )
        })}
      </div>
      <p aria-hidden="true" className="mt-2 min-h-5 text-sm text-muted tabular-nums">
        {told ? cellWords(told, formats, nowMs) : spanWords(cells, formats, nowMs)}
      </p>
    </>
  )
}

/** The cell under the pointer or with the focus. */
function cellAt(target: EventTarget): string | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null
  return cell?.dataset['at']
}

/** What the strip spans, while no cell is pointed at. */
function spanWords(cells: readonly PassCell[], formats: Formats, nowMs: number): string {
  const [first] = cells
  return first ? `From ${formats.moment(first.from, nowMs)} to now, the oldest first.` : ''
}
