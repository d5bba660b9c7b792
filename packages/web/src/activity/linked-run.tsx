import { Link } from '@tanstack/react-router'
import { buttonLook } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { RunDetails } from './run-details.tsx'

/** A check that a link leads to and that the list below does not hold: older, or filtered out. */
export function LinkedRun({ runId, nowMs }: { readonly runId: string; readonly nowMs: number }) {
  return (
    <Card
      title="Linked check"
      actions={
        <Link
          from="/activity"
          to="/activity"
          search={({ run: _, ...search }) => search}
          resetScroll={false}
          className={buttonLook('quiet')}
        >
          Close
        </Link>
      }
    >
      <div className="rounded-lg border border-line bg-card p-4">
        <RunDetails runId={runId} nowMs={nowMs} />
      </div>
    </Card>
  )
}
