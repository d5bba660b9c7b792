import { Link } from '@tanstack/react-router'
import { Icon } from '../parts/icon.tsx'
import { screensFor } from './screens.ts'

/** The way to the other screens; a column beside the screen where there is room, else a list that `Menu` opens. */
export function Navigation(props: { readonly isOperator: boolean; readonly onFollow?: () => void }) {
  return (
    <nav aria-label="Screens">
      <ul className="space-y-0.5">
        {screensFor(props.isOperator).map(({ to, name, icon, key }) => (
          <li key={to}>
            <Link
              to={to}
              onClick={props.onFollow}
              activeOptions={{ exact: true, includeSearch: false }}
              aria-keyshortcuts={`g ${key}`}
              className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm font-medium text-muted hover:bg-accent-soft hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-strong"
            >
              <Icon name={icon} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
