import type { OperationsView } from '../api/types.ts'
import { shortId } from './words.ts'

const KINDS = { pat: 'Token', oauth: 'Sign-in' } as const
/** As many as stand in the tile at once; the rest is below a press. */
const FIRST = 2

/** Calls taken of each credential's limit, the busiest first. */
export function Budgets({ budgets }: { readonly budgets: OperationsView['budgets'] }) {
  if (budgets.length === 0) return <p className="text-muted">No call has been made yet.</p>
  const rest = budgets.slice(FIRST)
  return (
    <>
      <List budgets={budgets.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details className="mt-1">
          <summary className="min-h-6 cursor-pointer text-muted">{rest.length} more</summary>
          <div className="mt-1 max-h-40 overflow-y-auto">
            <List budgets={rest} />
          </div>
        </details>
      )}
    </>
  )
}

function List({ budgets }: { readonly budgets: OperationsView['budgets'] }) {
  return (
    <ul className="space-y-1.5">
      {budgets.map(({ id, kind, used, limit }) => {
        const share = Math.min(1, used / Math.max(1, limit))
        return (
          <li key={id}>
            <p className="flex flex-wrap justify-between gap-x-2 tabular-nums">
              <span>
                {KINDS[kind]} <code className="text-xs">{shortId(id)}</code>
              </span>
              <span className={share > 0.9 ? 'text-warn' : 'text-muted'}>
                {used.toLocaleString('en-GB')} of {limit.toLocaleString('en-GB')}
              </span>
            </p>
            <div aria-hidden="true" className="h-1.5 rounded-full bg-line">
              <div
                className={`h-1.5 rounded-full ${share > 0.9 ? 'bg-warn' : 'bg-accent'}`}
                style={{ width: `${share * 100}%` }}
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
