import type { ClientSuggestion } from '../../api/types.ts'
import { useApp } from '../../app/context.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { useNow } from '../../time/use-now.ts'
import { nameOf } from '../words.ts'
import { latestFirst } from './latest-first.ts'
import { useSuggestions } from './use-suggestions.ts'

/** What was decided, latest first; each can be taken back. */
export function Decided(props: {
  /** The one that is being taken back. */
  readonly undoing: string | undefined
  readonly undo: (id: string) => void
}) {
  const { undoing, undo } = props
  const accepted = useSuggestions('accepted')
  const rejected = useSuggestions('rejected')
  const decided = latestFirst(accepted.data?.data ?? [], rejected.data?.data ?? [])
  if (decided.length === 0) return null
  return (
    <Card title="Decided">
      <ul className="divide-y divide-line rounded-lg border border-line bg-card">
        {decided.map((suggestion) => (
          <DecidedRow
            key={suggestion.id}
            suggestion={suggestion}
            isBusy={undoing === suggestion.id}
            undo={() => undo(suggestion.id)}
          />
        ))}
      </ul>
    </Card>
  )
}

function DecidedRow(props: {
  readonly suggestion: ClientSuggestion
  readonly isBusy: boolean
  readonly undo: () => void
}) {
  const { suggestion, isBusy, undo } = props
  const { formats } = useApp()
  const nowMs = useNow(60_000)
  const { decision, decidedAt, clients } = suggestion
  const isOne = decision === 'accepted'
  const names = clients.map((client) => `${nameOf(client)} (${client.email})`).join(' and ')
  return (
    <li
      data-decided={suggestion.id}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm"
    >
      <Badge tone={isOne ? 'good' : 'plain'} icon={isOne ? 'check' : 'people'}>
        {isOne ? 'Same person' : 'Two people'}
      </Badge>
      <bdi className="min-w-0 flex-1 basis-48">{names}</bdi>
      {decidedAt !== null && (
        <time dateTime={decidedAt} className="text-muted tabular-nums">
          {formats.moment(decidedAt, nowMs)}
        </time>
      )}
      <Button look="quiet" isBusy={isBusy} aria-label={`Undo: ${names}`} onClick={undo}>
        {isBusy ? 'Undoing…' : 'Undo'}
      </Button>
    </li>
  )
}
