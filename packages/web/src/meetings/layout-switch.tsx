import { Link } from '@tanstack/react-router'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { Layout } from './search.ts'

const LAYOUT_NAMES: readonly (readonly [Layout, string, IconName])[] = [
  ['agenda', 'Agenda', 'list'],
  ['week', 'Week', 'calendar'],
  ['table', 'Table', 'menu'],
]

/** How the meetings are laid out; links, as the tabs are. */
export function LayoutSwitch({ layout }: { readonly layout: Layout }) {
  return (
    <nav aria-label="Layout" className="flex rounded-md border border-edge p-0.5">
      {LAYOUT_NAMES.map(([each, name, icon]) => (
        <Link
          key={each}
          to="/meetings"
          search={(search) => ({ ...search, layout: each === 'agenda' ? undefined : each, week: undefined })}
          resetScroll={false}
          activeProps={{}}
          aria-current={each === layout ? 'page' : undefined}
          className={`inline-flex min-h-7 items-center gap-1.5 rounded px-2 text-sm font-medium ${
            each === layout ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:text-ink'
          }`}
        >
          <Icon name={icon} />
          {name}
        </Link>
      ))}
    </nav>
  )
}
