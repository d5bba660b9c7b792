import { Link } from '@tanstack/react-router'
import { TABS, type Tab } from './search.ts'

const NAMES: Readonly<Record<Tab, string>> = { open: 'Open', healed: 'Healed', rules: 'Rules and mails' }

/** The views are links: they can be opened beside, shared and kept. */
export function Tabs(props: {
  readonly tab: Tab
  /** How many are open; undefined while it is not known. */
  readonly open: number | undefined
  readonly hasMore: boolean
}) {
  const { tab, open, hasMore } = props
  return (
    <nav aria-label="Alerts by state" data-options="" className="-mx-1 flex flex-wrap gap-1">
      {TABS.map((each) => (
        <Link
          key={each}
          to="/alerts"
          search={({ meeting }) => ({ meeting, tab: each === 'open' ? undefined : each })}
          resetScroll={false}
          activeProps={{}}
          aria-current={each === tab ? 'page' : undefined}
          className={`inline-flex items-baseline gap-1.5 rounded-md px-2 py-1.5 text-sm font-medium sm:px-3 ${
            each === tab ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:bg-card hover:text-ink'
          }`}
        >
          {NAMES[each]}
          {each === 'open' && open !== undefined && (
            <span className="text-xs font-normal tabular-nums">
              <span className="sr-only">, </span>
              {open}
              {hasMore && '+'}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
