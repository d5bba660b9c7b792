import { Button } from '../parts/button.tsx'
import { ago, type Formats } from '../time/formats.ts'

/** Since when the tab tells changes, and the way to begin anew. */
export function VisitNote(props: {
  readonly since: string
  readonly formats: Formats
  readonly nowMs: number
  readonly markAllSeen: () => void
}) {
  const { since, formats, nowMs, markAllSeen } = props
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
      <p className="text-muted">
        New, changed and cancelled since {formats.moment(since, nowMs)} ({ago(since, nowMs)}).
      </p>
      <Button onClick={markAllSeen}>Mark all as seen</Button>
    </div>
  )
}
