import { type ReactNode, useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { Button } from '../parts/button.tsx'
import { type Column, DataTable } from '../parts/data-table.tsx'
import { downloadCsv } from './download-csv.ts'

/**
 * A picture of numbers, and the same as a table and as CSV: nothing is told by the picture alone.
 *
 * @param props.draw - options for uPlot but size; colours come from `plotColours()`. Called anew when `data` changes.
 * @param props.data - for uPlot: x values first, then one list per series.
 */
export function Plot<Row extends object>(props: {
  readonly title: string
  /** The picture in one sentence: what it shows now. */
  readonly summary: string
  readonly data: uPlot.AlignedData
  readonly draw: (colours: PlotColours) => Omit<uPlot.Options, 'width' | 'height'>
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** A line of the CSV per row. */
  readonly csv: (row: Row) => Readonly<Record<string, string | number | null>>
  readonly heightPx?: number
  readonly children?: ReactNode
}) {
  const { title, summary, data, draw, rows, columns, keyOf, csv, heightPx = 160, children } = props
  const [hasTable, setTable] = useState(false)
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-card p-4">
      <div className="flex items-start gap-x-2">
        <figcaption className="mr-auto min-w-0">
          <span className="block font-semibold">{title}</span>
          <span className="block text-sm text-muted">{summary}</span>
        </figcaption>
        <div className="-mt-1 -mr-2 flex shrink-0">
          <Button look="quiet" aria-expanded={hasTable} onClick={() => setTable(!hasTable)}>
            {hasTable ? 'Picture' : 'Table'}
          </Button>
          <Button look="quiet" onClick={() => downloadCsv(title, rows.map(csv))}>
            CSV
          </Button>
        </div>
      </div>
      {children}
      <div className="mt-3">
        {hasTable ? (
          <div className="max-h-80 overflow-y-auto">
            <DataTable caption={title} columns={columns} rows={rows} keyOf={keyOf} />
          </div>
        ) : (
          <Drawing data={data} draw={draw} heightPx={heightPx} />
        )}
      </div>
    </figure>
  )
}

/** Drawn for eyes only; the caption and the table say the same. */
function Drawing(props: {
  readonly data: uPlot.AlignedData
  readonly draw: (colours: PlotColours) => Omit<uPlot.Options, 'width' | 'height'>
  readonly heightPx: number
}) {
  const { data, draw, heightPx } = props
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef(draw)
  latest.current = draw
  useEffect(() => {
    const box = place.current
    if (!box) return
    let plot: uPlot | undefined
    const redraw = () => {
      plot?.destroy()
      const size = { width: box.clientWidth, height: heightPx }
      plot = new uPlot({ ...latest.current(plotColours()), ...size }, data, box)
    }
    redraw()
    const onSize = new ResizeObserver(() => plot?.setSize({ width: box.clientWidth, height: heightPx }))
    onSize.observe(box)
    const scheme = window.matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', redraw)
    return () => {
      onSize.disconnect()
      scheme.removeEventListener('change', redraw)
      plot?.destroy()
    }
  }, [data, heightPx])
  return <div ref={place} aria-hidden="true" className="min-w-0 overflow-hidden" />
}

/** The page's colours as they are now, for a canvas, which knows no custom properties. */
export type PlotColours = ReturnType<typeof plotColours>

function plotColours() {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(`--color-${name}`).trim()
  return {
    ink: of('ink'),
    muted: of('muted'),
    line: of('line'),
    accent: of('accent'),
    good: of('good'),
    warn: of('warn'),
    bad: of('bad'),
  }
}
