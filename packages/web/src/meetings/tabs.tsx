import { Link } from '@tanstack/react-router'
import type { MeetingView } from '../api/types.ts'

export const VIEW_NAMES: readonly (readonly [MeetingView, string])[] = [
  ['upcoming', 'Upcoming'],
  ['past', 'Past'],
  ['cancelled', 'Cancelled'],
  ['no-show', 'No-show'],
]

/** The views are links: they can be opened beside, shared and kept. */
export function Tabs({ view }: { readonly view: MeetingView }) {
  return (
    <nav aria-label="Meetings by state" data-options="" className="-mx-1 flex flex-wrap gap-1">
      {VIEW_NAMES.map(([each, name]) => (
        <Link
          key={each}
          to="/meetings"
          search={(search) => ({
            ...search,
            view: each === 'upcoming' ? undefined : each,
            meeting: undefined,
          })}
          resetScroll={false}
          activeProps={{}}
          aria-current={each === view ? 'page' : undefined}
          className={`rounded-md px-2 py-1.5 text-sm font-medium sm:px-3 ${
            each === view ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:bg-card hover:text-ink'
          }`}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
