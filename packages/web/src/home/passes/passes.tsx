import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useApp } from '../../app/context.ts'
import { useInsights } from '../../insights/use-insights.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ListTrouble } from '../../parts/list-trouble.tsx'
import { useNow } from '../../time/use-now.ts'
import { CellMark, cellGround } from './cell-mark.tsx'
import { tally } from './cells.ts'
import { HeatStrip } from './heat-strip.tsx'
import { SpanSwitch } from './span-switch.tsx'

const PassesTable = lazy(() =>
  import('./passes-table.tsx').then(({ PassesTable: Table }) => ({ default: Table })),
)

/** How the checks went, of a day, a week or a month; as a strip with its legend, and as a table. */
export function Passes() {
  const { formats } = useApp()
  const { days } = useSearch({ from: '/' })
  const insights = useInsights(Number(days ?? 1))
  const nowMs = useNow(10_000)
  const [hasTable, setTable] = useState(false)
  const cells = insights.data?.passes
  return (
    <Card title="Checks" actions={<SpanSwitch days={days} />}>
      <div
        aria-busy={insights.isPending || insights.isPlaceholderData}
        className={`rounded-lg border border-line bg-card p-3 sm:p-4 ${insights.isPlaceholderData ? 'opacity-60' : ''}`}
      >
        {insights.isError && <ListTrouble message={insights.error.message} hasRows={cells !== undefined} />}
        {/* As high as the strip and its legend, so that nothing below moves when they come. */}
        {!cells && !insights.isError && (
          <div className="h-68 text-sm text-muted sm:h-78 md:h-47">Loading checks</div>
        )}
        {cells && !hasTable && (
          <HeatStrip cells={cells} label={`Checks, ${spanName(days)}`} {...{ formats, nowMs }} />
        )}
        {cells && hasTable && (
          <Suspense fallback={<p className="text-sm text-muted">Loading the table</p>}>
            <PassesTable {...{ cells, formats, nowMs }} />
          </Suspense>
        )}
        {cells && (
          <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
            <ul aria-label="Legend" className="mr-auto flex flex-wrap gap-x-4 gap-y-1 text-sm">
              {tally(cells).map(([outcome, word, count]) => (
                <li key={outcome} className="flex items-center gap-1.5">
                  <span
                    className={`grid size-5 place-items-center rounded-sm border border-line ${cellGround(outcome)}`}
                  >
                    <CellMark outcome={outcome} />
                  </span>
                  {word} <span className="text-muted tabular-nums">{count}</span>
                </li>
              ))}
            </ul>
            <Button look="quiet" aria-expanded={hasTable} onClick={() => setTable(!hasTable)}>
              {hasTable ? 'Strip' : 'Table'}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

function spanName(days: string | undefined): string {
  return days === undefined ? 'last 24 hours' : `last ${days} days`
}
