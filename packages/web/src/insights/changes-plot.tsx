import type { Insights } from '../api/types.ts'
import { span, timeAxis } from '../plots/draw.ts'
import type { Formats } from '../time/formats.ts'
import { dated } from './lag-plot.tsx'
import { type Kind, StackPlot } from './stack-plot.tsx'
import { changesWords } from './words.ts'

const KINDS: readonly Kind<'created' | 'updated' | 'cancelled' | 'gone' | 'restored'>[] = [
  { id: 'created', title: 'New', colour: 'good', look: 'bg-good' },
  { id: 'updated', title: 'Updated', colour: 'accent', look: 'bg-accent' },
  { id: 'cancelled', title: 'Cancelled', colour: 'bad', look: 'bg-bad' },
  { id: 'gone', title: 'Gone', colour: 'muted', look: 'bg-muted' },
  { id: 'restored', title: 'Restored', colour: 'warn', look: 'bg-warn' },
]

/** What the checks and webhooks changed, by kind. */
export function ChangesPlot(props: { readonly insights: Insights; readonly formats: Formats }) {
  const { insights, formats } = props
  return (
    <StackPlot
      title="Changes"
      summary={changesWords(insights)}
      rows={insights.changesPerPass}
      kinds={KINDS}
      keyOf={({ at }) => at}
      place={({ at }) => Date.parse(at) / 1000}
      axis={(colours) => timeAxis(colours, formats)}
      scale={span(insights)}
      first={{ id: 'at', title: 'From', cell: ({ at }) => dated(at, formats), sortBy: ({ at }) => at }}
    />
  )
}
