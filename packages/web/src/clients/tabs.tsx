import { Link } from '@tanstack/react-router'
import type { ClientTab } from './search.ts'

const NAMES: readonly (readonly [ClientTab | undefined, string])[] = [
  [undefined, 'All'],
  ['guests', 'Guests'],
  ['confirm', 'To confirm'],
]

/** The views are links: they can be opened beside, shared and kept. @param props.toConfirm - "3", "200+" */
export function Tabs(props: { readonly tab: ClientTab | undefined; readonly toConfirm: string | undefined }) {
  const { tab, toConfirm } = props
  return (
    <nav aria-label="Clients by kind" data-options="" className="-mx-1 flex flex-wrap gap-1">
      {NAMES.map(([each, name]) => (
        <Link
          key={name}
          from="/clients"
          to="/clients"
          search={(search) => ({
            ...search,
            tab: each,
            client: undefined,
            show: undefined,
            meeting: undefined,
          })}
          resetScroll={false}
          activeProps={{}}
          aria-current={each === tab ? 'page' : undefined}
          className={`inline-flex items-baseline gap-1.5 rounded-md px-2 py-1.5 text-sm font-medium sm:px-3 ${
            each === tab ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:bg-card hover:text-ink'
          }`}
        >
          {name}
          {each === 'confirm' && toConfirm !== undefined && (
            <span className="text-xs font-normal tabular-nums">
              <span className="sr-only">, </span>
              {toConfirm}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
