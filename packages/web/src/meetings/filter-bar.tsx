import { useId, useState } from 'react'
import type { MeetingFacets, Status } from '../api/types.ts'
import { buttonLook } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { accountName, hostName, placeName } from './active-filters.ts'
import { FilterSelect } from './filter-select.tsx'
import type { Filters } from './search.ts'
import { useDraft } from './use-draft.ts'

/** The filters in one row; on narrow screens folded behind a button that says how many are set. */
export function FilterBar(props: {
  readonly filters: Filters
  readonly menus: MeetingFacets | undefined
  readonly status: Status | undefined
  readonly set: (change: Filters) => void
}) {
  const { menus, status } = props
  const [filters, set] = useDraft(props.filters, props.set)
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { q: _, ...others } = filters
  const active = Object.values(others).filter((value) => value !== undefined).length
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        className={`${buttonLook('plain')} sm:hidden`}
      >
        {active > 0 ? `Filters (${active})` : 'Filters'}
        <Icon name={isOpen ? 'up' : 'down'} className="size-3" />
      </button>
      <fieldset
        id={id}
        aria-label="Filters"
        className={`${isOpen ? 'grid' : 'hidden'} order-last w-full grid-cols-2 gap-2 sm:order-none sm:flex sm:w-auto sm:flex-wrap sm:items-center xl:min-w-0 xl:flex-nowrap`}
      >
        {(status?.accounts.length ?? 0) > 1 && (
          <FilterSelect
            label="Account"
            isFirst
            value={filters.account}
            choices={(menus?.accounts ?? []).map((each) => ({
              ...each,
              name: accountName(each.value, status),
            }))}
            choose={(account) => set({ account })}
          />
        )}
        <FilterSelect
          label="Host"
          isFirst={(status?.accounts.length ?? 0) < 2}
          value={filters.host}
          choices={(menus?.hosts ?? []).map((host) => ({ ...host, name: hostName(host) }))}
          choose={(host) => set({ host })}
        />
        <FilterSelect
          label="Event type"
          value={filters.type}
          choices={(menus?.eventTypes ?? []).map((type) => ({ ...type, name: type.title }))}
          choose={(type) => set({ type })}
        />
        <FilterSelect
          label="Place"
          value={filters.place}
          choices={(menus?.locations ?? []).map((each) => ({ ...each, name: placeName(each.value) }))}
          choose={(place) => set({ place })}
        />
        <DayField label="From" value={filters.from} max={filters.to} set={(from) => set({ from })} />
        <DayField label="Until" value={filters.to} min={filters.from} set={(to) => set({ to })} />
      </fieldset>
    </>
  )
}

function DayField(props: {
  readonly label: string
  readonly value: string | undefined
  readonly min?: string | undefined
  readonly max?: string | undefined
  readonly set: (day: string | undefined) => void
}) {
  const { label, value, min, max, set } = props
  return (
    <label className="flex min-w-0 flex-col text-sm text-muted sm:shrink-0 sm:flex-row sm:items-center sm:gap-1.5">
      {label}
      <input
        type="date"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(event) => set(event.target.value || undefined)}
        className={`min-h-9 w-full min-w-0 rounded-md border bg-card px-2 py-1 text-ink sm:w-33 ${value === undefined ? 'border-edge' : 'border-accent'}`}
      />
    </label>
  )
}
