import { Link } from '@tanstack/react-router'
import type { PassCell } from '../../api/types.ts'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import type { Formats } from '../../time/formats.ts'
import { outcomeOf, outcomeWord } from './cells.ts'

/** The strip as a table, newest first, for who would rather read. */
export function PassesTable(props: {
  readonly cells: readonly PassCell[]
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { cells, formats, nowMs } = props
  const columns: readonly Column<PassCell>[] = [
    {
      id: 'when',
      title: 'Begun from',
      cell: ({ from, runId }) =>
        runId === null ? (
          formats.moment(from, nowMs)
        ) : (
          <Link
            to="/activity"
            search={{ run: runId }}
            className="inline-block min-h-6 text-accent underline underline-offset-2"
          >
            {formats.moment(from, nowMs)}
          </Link>
        ),
      sortBy: ({ from }) => from,
    },
    {
      id: 'outcome',
      title: 'Outcome',
      cell: (cell) => outcomeWord(outcomeOf(cell)),
      sortBy: (cell) => outcomeWord(outcomeOf(cell)),
    },
    number('New', (cell) => cell.new),
    number('Updated', (cell) => cell.updated),
    number('Cancelled', (cell) => cell.deleted),
    number('Calls', (cell) => cell.requests),
    number('Seconds', (cell) => (cell.durationMs === null ? undefined : cell.durationMs / 1000)),
  ]
  return (
    <div className="max-h-80 overflow-y-auto">
      <DataTable caption="Checks" columns={columns} rows={cells.toReversed()} keyOf={({ from }) => from} />
    </div>
  )
}

function number(title: string, of: (cell: PassCell) => number | undefined): Column<PassCell> {
  return {
    id: title,
    title,
    isNumber: true,
    cell: (cell) => {
      const value = of(cell)
      if (value === undefined) return '–'
      return Number.isInteger(value) ? value : value.toFixed(1)
    },
    sortBy: of,
  }
}
