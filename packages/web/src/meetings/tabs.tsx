import type { MeetingView } from '../api/types.ts'
import { type Address, followIn, hrefOf } from '../browser/address.ts'

export const VIEW_NAMES: readonly (readonly [MeetingView, string])[] = [
  ['upcoming', 'Upcoming'],
  ['past', 'Past'],
  ['cancelled', 'Cancelled'],
  ['no-show', 'No-show'],
]

/** The views are links: they can be opened beside, shared and kept. */
export function Tabs({ address }: { readonly address: Address }) {
  return (
    <nav aria-label="Meetings by state" className="-mx-1 flex flex-wrap gap-1">
      {VIEW_NAMES.map(([view, name]) => {
        const target = { ...address, view, meetingId: undefined }
        const isHere = view === address.view
        return (
          <a
            key={view}
            href={hrefOf(target)}
            onClick={followIn(target)}
            aria-current={isHere ? 'page' : undefined}
            className={`rounded-md px-2 py-1.5 sm:px-3 text-sm font-medium ${
              isHere ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:bg-card hover:text-ink'
            }`}
          >
            {name}
          </a>
        )
      })}
    </nav>
  )
}
