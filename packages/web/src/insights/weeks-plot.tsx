import type { Insights } from '../api/types.ts'
import { places, wordAxis } from '../plots/draw.ts'
import { type Kind, StackPlot } from './stack-plot.tsx'
import { weeksWords } from './words.ts'

const KINDS: readonly Kind<'held' | 'noShow' | 'cancelled' | 'upcoming'>[] = [
  { id: 'held', title: 'Held', colour: 'good', look: 'bg-good' },
  { id: 'noShow', title: 'No-show', colour: 'warn', look: 'bg-warn' },
  { id: 'cancelled', title: 'Cancelled', colour: 'bad', look: 'bg-bad' },
  { id: 'upcoming', title: 'Ahead', colour: 'accent', look: 'bg-accent' },
]

/** Meetings by week and by what became of them. */
export function WeeksPlot({ insights }: { readonly insights: Insights }) {
  const { meetingsPerWeek } = insights
  const words = meetingsPerWeek.map(({ week }) => week.slice(5))
  return (
    <StackPlot
      title="Meetings per week"
      summary={weeksWords(insights)}
      rows={meetingsPerWeek}
      kinds={KINDS}
      keyOf={({ week }) => week}
      place={(_week, index) => index}
      axis={(colours) => wordAxis(colours, words)}
      scale={places(meetingsPerWeek.length)}
      first={{ id: 'week', title: 'Week of', cell: ({ week }) => week, sortBy: ({ week }) => week }}
    />
  )
}
