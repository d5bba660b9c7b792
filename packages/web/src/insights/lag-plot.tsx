import { useMemo } from 'react'
import type { Insights } from '../api/types.ts'
import { fromZero, line, numberAxis, QUIET, span, timeAxis } from '../plots/draw.ts'
import { Key } from '../plots/key.tsx'
import { Plot } from '../plots/plot.tsx'
import type { Formats } from '../time/formats.ts'
import { lagWords } from './words.ts'

const MINUTE = 60

/** How old the list was, against the time between two checks. */
export function LagPlot({ insights, formats }: { readonly insights: Insights; readonly formats: Formats }) {
  const { lag, intervalMinutes } = insights
  const data = useMemo(() => {
    const at = lag.map((point) => Date.parse(point.at) / 1000)
    const minutes = lag.map((point) => point.seconds / MINUTE)
    return [at, minutes, at.map(() => intervalMinutes)] as [number[], number[], number[]]
  }, [lag, intervalMinutes])
  return (
    <Plot
      title="Age of the list"
      summary={lagWords(insights)}
      data={data}
      draw={(colours) => ({
        ...QUIET,
        series: [
          {},
          { ...line('Age', colours.accent), fill: `${colours.accent}22` },
          line('Between checks', colours.warn, [6, 4]),
        ],
        axes: [timeAxis(colours, formats), numberAxis(colours, (minutes) => `${minutes} min`)],
        scales: { x: span(insights), y: fromZero(intervalMinutes * 1.3) },
      })}
      rows={lag}
      keyOf={({ at }) => at}
      columns={[
        { id: 'at', title: 'At', cell: ({ at }) => dated(at, formats), sortBy: ({ at }) => at },
        {
          id: 'age',
          title: 'Minutes old',
          isNumber: true,
          cell: ({ seconds }) => (seconds / MINUTE).toFixed(1),
          sortBy: ({ seconds }) => seconds,
        },
      ]}
      csv={({ at, seconds }) => ({ at, seconds, limitSeconds: intervalMinutes * MINUTE })}
    >
      <Key
        entries={[
          ['Age', 'bg-accent'],
          [`${intervalMinutes} min between checks`, 'bg-warn'],
        ]}
      />
    </Plot>
  )
}

/** "2026-11-25 12:41": a table is sorted and compared. */
export function dated(at: string, formats: Formats): string {
  return `${formats.dayKey(at)} ${formats.time(at)}`
}
