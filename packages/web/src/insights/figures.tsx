import type { Insights } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { CallsPlot } from './calls-plot.tsx'
import { ChangesPlot } from './changes-plot.tsx'
import { DelayPlot } from './delay-plot.tsx'
import { LagPlot } from './lag-plot.tsx'
import { WeeksPlot } from './weeks-plot.tsx'

/** The figures as pictures, each with its table and CSV. Loaded when it comes near: it brings uPlot. */
export function Figures({ insights }: { readonly insights: Insights }) {
  const { formats } = useApp()
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <LagPlot {...{ insights, formats }} />
      <DelayPlot insights={insights} />
      <CallsPlot {...{ insights, formats }} />
      <ChangesPlot {...{ insights, formats }} />
      <div className="min-w-0 lg:col-span-2">
        <WeeksPlot insights={insights} />
      </div>
    </div>
  )
}
