import { useMemo } from 'react'
import type uPlot from 'uplot'
import type { Column } from '../parts/data-table.tsx'
import { columns, fromZero, numberAxis, QUIET, stacked } from '../plots/draw.ts'
import { Key } from '../plots/key.tsx'
import { Plot, type PlotColours } from '../plots/plot.tsx'

/** A kind of what is counted: its name, its colour in the picture and the same for the key. */
export interface Kind<Name extends string> {
  readonly id: Name
  readonly title: string
  readonly colour: keyof PlotColours
  readonly look: string
}

/** Counts by kind, upon each other in one column per row. */
export function StackPlot<Name extends string, Row extends Readonly<Record<Name, number>>>(props: {
  readonly title: string
  readonly summary: string
  readonly rows: readonly Row[]
  readonly kinds: readonly Kind<Name>[]
  readonly keyOf: (row: Row) => string
  readonly place: (row: Row, index: number) => number
  readonly axis: (colours: PlotColours) => uPlot.Axis
  readonly scale?: uPlot.Scale
  /** Names the row. */
  readonly first: Column<Row>
}) {
  const { title, summary, rows, kinds, keyOf, place, axis, scale, first } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: kinds and place are constants of the picture; rows are what changes
  const data = useMemo(
    () =>
      [rows.map(place), ...stacked(kinds.map(({ id }) => rows.map((row) => row[id])))] as [
        number[],
        ...number[][],
      ],
    [rows],
  )
  return (
    <Plot
      title={title}
      summary={summary}
      data={data}
      draw={(colours) => ({
        ...QUIET,
        series: [{}, ...kinds.map((kind) => columns(kind.title, colours[kind.colour]))],
        axes: [axis(colours), numberAxis(colours)],
        scales: { ...(scale && { x: scale }), y: fromZero(4) },
      })}
      rows={rows}
      keyOf={keyOf}
      columns={[
        first,
        ...kinds.map(({ id, title: name }) => ({
          id,
          title: name,
          isNumber: true,
          cell: (row: Row) => row[id],
          sortBy: (row: Row) => row[id],
        })),
      ]}
      csv={(row) => ({
        [first.title.toLowerCase()]: keyOf(row),
        ...Object.fromEntries(kinds.map(({ id }) => [id, row[id]])),
      })}
    >
      <Key entries={kinds.map(({ title: name, look }) => [name, look] as const)} />
    </Plot>
  )
}
