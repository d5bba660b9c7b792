import { useMemo } from 'react'
import type { Insights } from '../api/types.ts'
import { columns, fromZero, line, numberAxis, QUIET, span, timeAxis } from '../plots/draw.ts'
import { Key } from '../plots/key.tsx'
import { Plot } from '../plots/plot.tsx'
import type { Formats } from '../time/formats.ts'
import { dated } from './lag-plot.tsx'
import { callsWords } from './words.ts'

/** Below this share of the limit its line would press everything else flat. */
const NEAR = 1 / 8

/** Calls to Calendly against what it allows. */
export function CallsPlot({ insights, formats }: { readonly insights: Insights; readonly formats: Formats }) {
  const { calls } = insights
  const data = useMemo(() => {
    const at = calls.map((point) => Date.parse(point.at) / 1000)
    return [at, calls.map(({ used }) => used), calls.map(({ limit }) => limit)] as [
      number[],
      number[],
      number[],
    ]
  }, [calls])
  const isNear = calls.some(({ used, limit }) => used > limit * NEAR)
  const limit = calls.at(-1)?.limit ?? 0
  return (
    <Plot
      title="Calls to Calendly"
      summary={callsWords(insights)}
      data={data}
      draw={(colours) => ({
        ...QUIET,
        series: [
          {},
          columns('Used', colours.accent),
          { ...line('Limit', colours.warn, [6, 4]), show: isNear },
        ],
        axes: [timeAxis(colours, formats), numberAxis(colours)],
        scales: { x: span(insights), y: fromZero(10) },
      })}
      rows={calls}
      keyOf={({ at }) => at}
      columns={[
        { id: 'at', title: 'From', cell: ({ at }) => dated(at, formats), sortBy: ({ at }) => at },
        { id: 'used', title: 'Used', isNumber: true, cell: ({ used }) => used, sortBy: ({ used }) => used },
        { id: 'limit', title: 'Limit', isNumber: true, cell: (row) => row.limit, sortBy: (row) => row.limit },
      ]}
      csv={({ at, used, limit: most }) => ({ at, used, limit: most })}
    >
      <Key
        entries={[
          ['Used', 'bg-accent'],
          [isNear ? 'Limit' : `Limit ${limit}, far above`, 'bg-warn'],
        ]}
      />
    </Plot>
  )
}
