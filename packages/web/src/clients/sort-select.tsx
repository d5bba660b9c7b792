import { useNavigate } from '@tanstack/react-router'
import { type ClientOrder, ORDERS } from './search.ts'

const NAMES: Readonly<Record<ClientOrder, string>> = {
  email: 'E-mail',
  nextMeeting: 'Next meeting, soonest first',
  '-lastMeeting': 'Last meeting, latest first',
  '-noShowRate': 'No-show rate, highest first',
}

/** The order of the list. */
export function SortSelect({ sort }: { readonly sort: ClientOrder | undefined }) {
  const navigate = useNavigate({ from: '/clients' })
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
      Sort by
      <select
        data-filter=""
        value={sort ?? ''}
        onChange={(event) => {
          const chosen = ORDERS.find((each) => each === event.target.value)
          void navigate({ search: (search) => ({ ...search, sort: chosen }), resetScroll: false })
        }}
        className="min-h-9 min-w-0 rounded-md border border-edge bg-card px-2 py-1 text-ink"
      >
        <option value="">Name</option>
        {ORDERS.map((each) => (
          <option key={each} value={each}>
            {NAMES[each]}
          </option>
        ))}
      </select>
    </label>
  )
}
