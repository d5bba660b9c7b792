import { Link } from '@tanstack/react-router'
import type { MeetingFacets } from '../api/types.ts'
import type { Tab } from './search.ts'
import { TAB_NAMES } from './tab-names.ts'

/** How many a tab holds; undefined while it is not known. */
export type Counts = Readonly<Record<Tab, number | undefined>>

export function countsOf(all: MeetingFacets | undefined, changed: MeetingFacets | undefined): Counts {
  return {
    upcoming: all?.tabs.upcoming,
    past: all?.tabs.past,
    cancelled: all?.tabs.cancelled,
    'no-show': all?.tabs.noShow,
    changed: changed?.tabs.all,
  }
}

/** The views are links: they can be opened beside, shared and kept. */
export function Tabs({ tab, counts }: { readonly tab: Tab; readonly counts: Counts }) {
  return (
    <nav aria-label="Meetings by state" data-options="" className="-mx-1 flex flex-wrap gap-1">
      {TAB_NAMES.map(([each, name]) => (
        <Link
          key={each}
          to="/meetings"
          search={(search) => ({
            ...search,
            view: each === 'upcoming' ? undefined : each,
            meeting: undefined,
            week: undefined,
          })}
          resetScroll={false}
          activeProps={{}}
          aria-current={each === tab ? 'page' : undefined}
          className={`inline-flex items-baseline gap-1.5 rounded-md px-2 py-1.5 text-sm font-medium sm:px-3 ${
            each === tab ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:bg-card hover:text-ink'
          }`}
        >
          {name}
          {/* Its place is kept, so that the tabs beside it stay where they are when the count comes. */}
          <span className="min-w-[3ch] text-xs font-normal tabular-nums">
            {counts[each] !== undefined && (
              <>
                <span className="sr-only">, </span>
                {counts[each]}
              </>
            )}
          </span>
        </Link>
      ))}
    </nav>
  )
}
