import { Link, useSearch } from '@tanstack/react-router'
import { STATES as LOOKS } from '../accounts/words.ts'
import type { OperationsView } from '../api/types.ts'
import { TONES } from '../parts/badge.tsx'
import { Icon } from '../parts/icon.tsx'
import { STATES } from './search.ts'

/** How many accounts are in which state; each number leads to those whose it is. */
export function Totals({ view }: { readonly view: OperationsView }) {
  const { state: chosen } = useSearch({ from: '/operations' })
  const { users, accounts } = view.totals
  return (
    <nav
      aria-label="Accounts by state"
      data-options=""
      className="grid grid-cols-2 gap-2 sm:grid-cols-3 xl:grid-cols-6"
    >
      <Total name="Users" count={users} state={undefined} />
      {STATES.map((state) => (
        <Total
          key={state}
          name={LOOKS[state].word}
          count={accounts[state] ?? 0}
          state={state}
          isChosen={chosen === state}
        />
      ))}
    </nav>
  )
}

function Total(props: {
  readonly name: string
  readonly count: number
  readonly state: (typeof STATES)[number] | undefined
  readonly isChosen?: boolean
}) {
  const { name, count, state, isChosen = false } = props
  const look = state && LOOKS[state]
  return (
    <Link
      to="/operations"
      search={({ meeting }) => ({ meeting, state })}
      hash="users"
      activeProps={{}}
      aria-current={isChosen ? 'true' : undefined}
      className="rounded-lg border border-line bg-card px-3 py-2 hover:border-edge aria-[current=true]:border-accent"
    >
      <span className="block text-xl font-semibold tabular-nums">{count.toLocaleString('en-GB')}</span>
      <span
        className={`mt-0.5 inline-flex items-center gap-1 rounded text-xs ${look && count > 0 ? `px-1.5 py-px ${TONES[look.tone]}` : 'text-muted'}`}
      >
        {look && <Icon name={look.icon} className="size-3.5" />}
        {name}
      </span>
    </Link>
  )
}
