import type { OperationsView } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Card } from '../parts/card.tsx'
import { ago } from '../time/formats.ts'
import { UserLink } from './user-link.tsx'
import { shortId } from './words.ts'

const WHY = {
  lease: 'Its worker fell silent, and nobody has taken it over yet.',
  waiting: 'It has been in line for longer than an interval.',
} as const

/** Checks that do not get on; the section is there only while there are some. */
export function Stuck({ view, nowMs }: { readonly view: OperationsView; readonly nowMs: number }) {
  const { formats } = useApp()
  if (view.stuck.length === 0) return null
  return (
    <div id="stuck">
      <Card title="Stuck checks">
        <ul className="divide-y divide-line rounded-lg border border-line bg-card text-sm">
          {view.stuck.map(({ accountRunId, userId, why, since }) => (
            <li key={accountRunId} className="px-4 py-2">
              <p className="font-medium">{WHY[why]}</p>
              <p className="text-muted">
                <UserLink userId={userId} email={null} /> · run{' '}
                <code className="text-xs">{shortId(accountRunId)}</code> · since{' '}
                {formats.moment(since, nowMs)} ({ago(since, nowMs)})
              </p>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-sm text-muted">
          A free worker takes them up within seconds. What stays here needs a look at the log of the server,
          where its run is named.
        </p>
      </Card>
    </div>
  )
}
