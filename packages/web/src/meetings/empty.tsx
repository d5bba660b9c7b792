import { Link } from '@tanstack/react-router'
import type { MeetingView, Status } from '../api/types.ts'
import { buttonLook } from '../parts/button.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import type { Formats } from '../time/formats.ts'
import { VIEW_NAMES } from './tabs.tsx'

interface Asked {
  readonly view: MeetingView
  readonly q: string
}

/** An empty list says why it is empty, and what can be done about it. */
export function Empty(props: Asked & { readonly status: Status | undefined; readonly formats: Formats }) {
  const { view, q, status, formats } = props
  const [title, reason] = emptyWords({ view, q }, status, formats)
  return (
    <EmptyWords title={title} reason={reason}>
      {q.trim() !== '' && (
        <Link
          to="/meetings"
          search={({ q: _typed, ...search }) => search}
          resetScroll={false}
          className={buttonLook('plain')}
        >
          Clear the search
        </Link>
      )}
    </EmptyWords>
  )
}

/** Title and reason, the nearest cause first. */
export function emptyWords(
  { view, q }: Asked,
  status: Status | undefined,
  formats: Formats,
): readonly [string, string] {
  const name = VIEW_NAMES.find(([each]) => each === view)?.[1] ?? view
  if (q.trim() !== '')
    return [
      `Nothing in “${name}” matches “${q.trim()}”`,
      'The search looks at clients, e-mails, titles and places.',
    ]
  if (status && status.accounts.length === 0)
    return [
      status.problem?.message ?? 'No Calendly account is connected',
      status.problem?.nextStep ?? 'Connect one to see its meetings here.',
    ]
  if (!status || status.completeAsOf === null)
    return ['No meetings yet', 'The first import has not ended. Meetings appear here as they arrive.']
  const until = status.coverage
    .map(({ to }) => to)
    .sort()
    .at(-1)
  const from = status.coverage.map(({ from }) => from).sort()[0]
  if (view === 'upcoming')
    return ['No upcoming meetings', `Calendly has none${until ? ` until ${formats.longDate(until)}` : ''}.`]
  const range = from ? ` since ${formats.longDate(from)}` : ''
  if (view === 'cancelled') return ['No cancelled meetings', `None was cancelled${range}.`]
  if (view === 'no-show') return ['No no-shows', `Nobody was marked as a no-show in Calendly${range}.`]
  return ['No past meetings', `Calendly has none${range}.`]
}
