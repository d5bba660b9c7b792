import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Client } from '../api/types.ts'
import { useFoundClients } from '../clients/use-found-clients.ts'
import { nameOf, noShowWords } from '../clients/words.ts'
import { Card } from '../parts/card.tsx'
import { SearchField } from '../parts/search-field.tsx'

const LIMIT = 5

/** Any client, and all no-shows of one, in two steps: type a name, follow a link. */
export function FindClient() {
  const [typed, type] = useState('')
  const query = useFoundClients(typed, LIMIT)
  const found = typed.trim() === '' ? undefined : query.data
  return (
    <Card title="Find a client">
      <div className="space-y-2 rounded-lg border border-line bg-card p-3">
        <SearchField label="Find a client" placeholder="Name, e-mail, phone" value={typed} type={type} />
        <p role="status" className={found?.data.length === 0 ? 'text-sm text-muted' : 'sr-only'}>
          {!found ? '' : found.data.length === 0 ? 'Nobody matches.' : `${found.data.length} found`}
        </p>
        {query.isError && (
          <p role="alert" className="text-sm text-bad">
            {query.error.message}
          </p>
        )}
        {found && found.data.length > 0 && (
          <ul aria-label="Clients found" className="divide-y divide-line text-sm">
            {found.data.map((client) => (
              <Found key={client.id} client={client} />
            ))}
          </ul>
        )}
        {found?.nextCursor != null && (
          <Link
            to="/clients"
            search={{ q: typed.trim() }}
            className="inline-block min-h-6 text-sm text-accent underline underline-offset-2"
          >
            Show all that match
          </Link>
        )}
      </div>
    </Card>
  )
}

function Found({ client }: { readonly client: Client }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 py-1.5">
      <span className="min-w-0 flex-1 basis-32">
        <Link to="/clients" search={{ client: client.id }} className="font-medium hover:underline">
          <bdi>{nameOf(client)}</bdi>
        </Link>
        {client.name && <bdi className="block text-xs text-muted">{client.email}</bdi>}
      </span>
      {client.noShowCount > 0 ? (
        <Link
          to="/clients"
          search={{ client: client.id, show: 'no-show' }}
          className="inline-block min-h-6 text-warn underline underline-offset-2"
        >
          {noShowWords(client)}
          <span className="sr-only"> of {nameOf(client)}</span>
        </Link>
      ) : (
        <span className="text-muted">no no-shows</span>
      )}
    </li>
  )
}
