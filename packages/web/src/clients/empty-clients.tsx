import { Link } from '@tanstack/react-router'
import { useApp } from '../app/context.ts'
import { buttonLook } from '../parts/button.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import type { ClientsSearch } from './search.ts'

/** Why nobody is shown, the nearest cause first, and what can be done about it. */
export function EmptyClients({ search: { q, tab } }: { readonly search: ClientsSearch }) {
  const { status } = useApp()
  if (q?.trim())
    return (
      <EmptyWords
        title={`Nobody matches “${q.trim()}”`}
        reason="The search looks at names, e-mails and phone numbers, also at those of records that were merged."
      >
        <Link
          from="/clients"
          to="/clients"
          search={({ q: _, ...search }) => search}
          resetScroll={false}
          className={buttonLook('plain')}
        >
          Clear the search
        </Link>
      </EmptyWords>
    )
  if (tab === 'guests')
    return (
      <EmptyWords
        title="No guests"
        reason="Guests are people whom a client has added to a meeting, and who never booked one themselves."
      />
    )
  if (status?.accounts.length === 0)
    return (
      <EmptyWords
        title="No Calendly account is connected"
        reason="Everybody who books a meeting of a connected account is a client here."
      >
        <Link to="/accounts" className={buttonLook('main')}>
          Connect an account
        </Link>
      </EmptyWords>
    )
  return (
    <EmptyWords
      title="No clients yet"
      reason="Whoever books a meeting, or is added to one as a guest, appears here by itself."
    />
  )
}
