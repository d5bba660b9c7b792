import type { OperationsView } from '../api/types.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { FailureRow } from './failure-row.tsx'
import { Said } from './said.tsx'
import { useOperation } from './use-operation.ts'

/** What fails, by cause: those with most accounts first. */
export function Failures({ view, nowMs }: { readonly view: OperationsView; readonly nowMs: number }) {
  const operation = useOperation()
  const now = view.failures.filter(({ accounts }) => accounts > 0)
  // Only where nobody else has runs does Activity, which shows the own ones, hold all of them.
  const isAlone = view.totals.users <= 1
  return (
    <Card
      title="Failures by cause"
      actions={
        <>
          <Said operation={operation} pending="Asking for the checks…" />
          {now.length > 0 && (
            <Button isBusy={operation.isPending} onClick={() => operation.mutate({ do: 'retry' })}>
              Retry all
            </Button>
          )}
        </>
      }
    >
      <div className="rounded-lg border border-line bg-card">
        {view.failures.length === 0 ? (
          <p className="p-4 text-sm text-muted">
            Nothing fails, and nothing has failed in the last 24 hours. What does is gathered here by its
            cause.
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {view.failures.map((group) => (
              <FailureRow
                key={group.code}
                {...{ group, nowMs, isAlone }}
                mute={view.mutes.find(({ code }) => code === group.code)}
              />
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}
