import { useNavigate, useSearch } from '@tanstack/react-router'
import { STATES as LOOKS } from '../accounts/words.ts'
import { Button } from '../parts/button.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { type OperationsSearch, readOperationsSearch, STATES } from './search.ts'

/** Whose accounts are listed; it lives in the address, so that it can be shared and kept. */
export function UserFilters() {
  const { q, state, code } = useSearch({ from: '/operations' })
  const navigate = useNavigate({ from: '/operations' })
  const set = (change: OperationsSearch) =>
    void navigate({
      search: (before) => ({ ...before, ...readOperationsSearch({ ...before, ...change }) }),
      replace: true,
      resetScroll: false,
    })
  const isAny = [q, state, code].some((each) => each !== undefined)
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <SearchField
        label="Search users"
        placeholder="Address or name"
        value={q ?? ''}
        type={(typed) => set({ q: typed })}
      />
      <select
        aria-label="State of an account"
        data-filter=""
        value={state ?? ''}
        onChange={(event) => set(readOperationsSearch({ q, code, state: event.target.value }))}
        className="min-h-9 rounded-md border border-edge bg-card px-2 py-1 text-sm"
      >
        <option value="">All states</option>
        {STATES.map((each) => (
          <option key={each} value={each}>
            {LOOKS[each].word}
          </option>
        ))}
      </select>
      {code !== undefined && (
        <p className="text-sm">
          Cause <code className="text-xs">{code}</code>
        </p>
      )}
      {isAny && (
        <Button look="quiet" onClick={() => set({ q: undefined, state: undefined, code: undefined })}>
          Clear the filters
        </Button>
      )}
    </div>
  )
}
