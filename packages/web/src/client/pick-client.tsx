import { useState } from 'react'
import type { Client } from '../api/types.ts'
import { useFoundClients } from '../clients/use-found-clients.ts'
import { meetingsWords, nameOf } from '../clients/words.ts'
import { SearchField } from '../parts/search-field.tsx'

const LIMIT = 8

/** Another client, by name, e-mail or phone. */
export function PickClient(props: { readonly exceptId: string; readonly pick: (client: Client) => void }) {
  const { exceptId, pick } = props
  const [typed, type] = useState('')
  const query = useFoundClients(typed, LIMIT)
  const isAsked = typed.trim() !== '' && query.data !== undefined
  const found = isAsked ? query.data.data.filter(({ id }) => id !== exceptId) : []
  return (
    <>
      <p>Which other client is the same person?</p>
      <SearchField
        label="Search the other client"
        placeholder="Name, e-mail, phone"
        value={typed}
        type={type}
      />
      {query.isError && (
        <p role="alert" className="text-bad">
          {query.error.message}
        </p>
      )}
      <p role="status" className={isAsked && found.length === 0 ? 'text-muted' : 'sr-only'}>
        {!isAsked ? '' : found.length === 0 ? 'Nobody else matches.' : `${found.length} found`}
      </p>
      {found.length > 0 && (
        <ul aria-label="Clients found" className="divide-y divide-line rounded-md border border-line">
          {found.map((client) => (
            <li key={client.id}>
              <button
                type="button"
                onClick={() => pick(client)}
                className="w-full cursor-pointer px-3 py-2 text-left hover:bg-accent-soft"
              >
                <bdi className="block font-medium">{nameOf(client)}</bdi>
                <span className="text-muted">
                  <bdi>{client.email}</bdi> · {meetingsWords(client)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
