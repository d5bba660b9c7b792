import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { SearchField } from '../parts/search-field.tsx'
import { kindWords, OUTCOME_LOOKS } from './delivery-words.ts'
import { KINDS, OUTCOMES, readWebhooksSearch, type WebhooksSearch } from './search.ts'

const FIELD = 'min-h-9 rounded-md border border-edge bg-card px-2 py-1 text-sm'

/** What of the deliveries is shown; it lives in the address, so that it can be shared and kept. */
export function DeliveryFilters() {
  const search = useSearch({ from: '/webhooks' })
  const navigate = useNavigate({ from: '/webhooks' })
  const set = (name: keyof WebhooksSearch, value: string) =>
    void navigate({
      search: (before) => ({ ...before, ...readWebhooksSearch({ ...before, [name]: value }) }),
      replace: true,
      resetScroll: false,
    })
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2">
      <Labelled label="Outcome">
        {(id) => (
          <select
            id={id}
            data-filter=""
            value={search.outcome ?? ''}
            onChange={(event) => set('outcome', event.target.value)}
            className={FIELD}
          >
            <option value="">All</option>
            {OUTCOMES.map((each) => (
              <option key={each} value={each}>
                {OUTCOME_LOOKS[each].word}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label="Kind">
        {(id) => (
          <select
            id={id}
            value={search.kind ?? ''}
            onChange={(event) => set('kind', event.target.value)}
            className={FIELD}
          >
            <option value="">All</option>
            {KINDS.map((each) => (
              <option key={each} value={each}>
                {kindWords(each)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label="From">
        {(id) => (
          <input
            id={id}
            type="date"
            value={search.from ?? ''}
            max={search.to}
            onChange={(event) => set('from', event.target.value)}
            className={FIELD}
          />
        )}
      </Labelled>
      <Labelled label="To">
        {(id) => (
          <input
            id={id}
            type="date"
            value={search.to ?? ''}
            min={search.from}
            onChange={(event) => set('to', event.target.value)}
            className={FIELD}
          />
        )}
      </Labelled>
      <SearchField
        label="Search deliveries by Calendly’s event"
        placeholder="Event’s id or address"
        value={search.event ?? ''}
        type={(typed) => set('event', typed)}
      />
    </div>
  )
}

function Labelled(props: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-0.5 block text-xs text-muted">
        {props.label}
      </label>
      {props.children(id)}
    </div>
  )
}
