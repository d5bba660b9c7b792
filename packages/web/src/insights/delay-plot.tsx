import { useMemo } from 'react'
import type { Insights } from '../api/types.ts'
import { columns, fromZero, numberAxis, places, QUIET, wordAxis } from '../plots/draw.ts'
import { Plot } from '../plots/plot.tsx'
import { bucketWords, delayWords } from './words.ts'

/** From Calendly's signature to the row: how many webhooks took how long. */
export function DelayPlot({ insights }: { readonly insights: Insights }) {
  const { webhookDelay } = insights
  const { buckets } = webhookDelay
  const rows = useMemo(() => {
    const words = bucketWords(buckets)
    return buckets.map(({ count }, index) => ({ took: words[index] ?? '', count, index }))
  }, [buckets])
  const data = useMemo(
    () => [rows.map(({ index }) => index), rows.map(({ count }) => count)] as [number[], number[]],
    [rows],
  )
  const short = rows.map(({ took }) =>
    took
      .replace(/^.* – /, '≤ ')
      .replace('under ', '≤ ')
      .replace('over ', '> '),
  )
  return (
    <Plot
      title="Delay of webhooks"
      summary={delayWords(webhookDelay)}
      data={data}
      draw={(colours) => ({
        ...QUIET,
        series: [{}, columns('Deliveries', colours.accent)],
        axes: [wordAxis(colours, short), numberAxis(colours)],
        scales: { x: places(rows.length), y: fromZero() },
      })}
      rows={rows}
      keyOf={({ took }) => took}
      columns={[
        { id: 'took', title: 'Took', cell: ({ took }) => took, sortBy: ({ index }) => index },
        {
          id: 'count',
          title: 'Deliveries',
          isNumber: true,
          cell: ({ count }) => count,
          sortBy: ({ count }) => count,
        },
      ]}
      csv={({ took, count }) => ({ took, deliveries: count })}
    />
  )
}
