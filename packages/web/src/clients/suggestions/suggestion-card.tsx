import type { ClientSuggestion } from '../../api/types.ts'
import { useOpenClient } from '../../client/use-open-client.ts'
import { Button } from '../../parts/button.tsx'
import { nameOf } from '../words.ts'
import type { Decision } from './with-decided.ts'

/** Two records side by side, why they may be one person, and the question. */
export function SuggestionCard(props: {
  readonly suggestion: ClientSuggestion
  /** What is being written; undefined while nothing is. */
  readonly deciding: Decision | undefined
  readonly answer: (decision: Decision) => void
}) {
  const { suggestion, deciding, answer } = props
  const { id, clients, reasons } = suggestion
  const names = clients.map(nameOf).join(' and ')
  const isBusy = deciding !== undefined
  return (
    <li
      data-suggestion={id}
      className="grid gap-x-4 gap-y-2 px-4 py-3 focus-within:bg-accent-soft/60 lg:grid-cols-[minmax(0,1fr)_auto] lg:items-center"
    >
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        {clients.map((client, index) => (
          <Record key={client.id} client={client} isFirst={index === 0} />
        ))}
      </div>
      <p className="text-sm text-muted lg:row-start-2">{reasons.map(({ message }) => message).join(' ')}</p>
      <div className="flex flex-wrap gap-2 lg:row-span-2">
        <Button
          isBusy={isBusy}
          aria-keyshortcuts="y"
          aria-label={`Same person: ${names}`}
          onClick={() => answer('accepted')}
        >
          {deciding === 'accepted' ? 'Making them one…' : 'Same person'}
        </Button>
        <Button
          look="quiet"
          isBusy={isBusy}
          aria-keyshortcuts="n"
          aria-label={`Two people: ${names}`}
          onClick={() => answer('rejected')}
        >
          {deciding === 'rejected' ? 'Leaving them apart…' : 'Two people'}
        </Button>
      </div>
    </li>
  )
}

function Record(props: {
  readonly client: ClientSuggestion['clients'][number]
  /** The one that stays; J and K walk these. */
  readonly isFirst: boolean
}) {
  const { client, isFirst } = props
  const { hrefOf, follow } = useOpenClient()
  return (
    <div className="min-w-0">
      <a
        href={hrefOf(client.id)}
        onClick={(event) => follow(event, client.id)}
        {...(isFirst && { 'data-row': '' })}
        className="inline-block min-h-6 font-semibold underline-offset-2 hover:underline"
      >
        <bdi>{nameOf(client)}</bdi>
      </a>
      <p className="text-sm text-muted">
        <bdi>{client.email}</bdi>
        {client.phone && (
          <>
            {' · '}
            <bdi>{client.phone}</bdi>
          </>
        )}
      </p>
    </div>
  )
}
