import { Link } from '@tanstack/react-router'
import { Icon } from '../parts/icon.tsx'
import type { ActiveFilter } from './active-filters.ts'

/** What narrows the list down at the moment; each can be taken away, or all at once. */
export function FilterChips({ active }: { readonly active: readonly ActiveFilter[] }) {
  if (active.length === 0) return null
  return (
    <ul aria-label="Active filters" className="flex flex-wrap items-center gap-2 text-sm">
      {active.map(({ name, words }) => (
        <li key={name} className="max-w-full">
          <Link
            to="/meetings"
            search={(search) => ({ ...search, [name]: undefined })}
            resetScroll={false}
            activeProps={{}}
            className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft py-0.5 pr-2 pl-3 text-accent-strong hover:underline"
          >
            <span className="sr-only">Remove the filter </span>
            <bdi className="truncate">{words}</bdi>
            <Icon name="close" className="size-3.5" />
          </Link>
        </li>
      ))}
      <li>
        <ClearLink />
      </li>
    </ul>
  )
}

/** Takes all filters away; tab, layout and zone stay. */
export function ClearLink({
  className = 'inline-flex min-h-7 items-center px-1 text-accent underline underline-offset-2',
}) {
  return (
    <Link
      to="/meetings"
      search={({ view, layout, zone, week }) => ({ view, layout, zone, week })}
      resetScroll={false}
      activeProps={{}}
      className={className}
    >
      Clear
    </Link>
  )
}
