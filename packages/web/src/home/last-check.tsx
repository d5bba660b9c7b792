import { Link } from '@tanstack/react-router'
import { useApp } from '../app/context.ts'

/** One step from Home to what the last check changed. */
export function LastCheck() {
  const { sync } = useApp()
  const last = sync.runs.find((run) => run.finishedAt !== null)
  if (!last) return null
  return (
    <Link
      to="/activity"
      search={{ run: last.id }}
      className="min-h-6 text-sm text-accent underline underline-offset-2"
    >
      What did the last check change?
    </Link>
  )
}
