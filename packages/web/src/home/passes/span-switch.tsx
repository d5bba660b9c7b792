import { Link } from '@tanstack/react-router'
import { type HomeSearch, SPANS } from '../search.ts'

/** The spans are links: they can be shared and kept. They hold for the figures further down as well. */
export function SpanSwitch({ days }: HomeSearch) {
  return (
    <nav aria-label="Span of the figures" data-options="" className="flex gap-1">
      {[undefined, ...SPANS].map((each) => (
        <Link
          key={each ?? '1'}
          to="/"
          search={(search) => ({ ...search, days: each })}
          resetScroll={false}
          activeProps={{}}
          aria-current={each === days ? 'true' : undefined}
          className={`inline-flex min-h-7 items-center rounded-md px-2 text-sm font-medium ${
            each === days ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:bg-card hover:text-ink'
          }`}
        >
          {each === undefined ? '24 h' : `${each} days`}
        </Link>
      ))}
    </nav>
  )
}
