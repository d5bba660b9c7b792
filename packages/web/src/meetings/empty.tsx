import type { Status } from '../api/types.ts'
import { type Address, followIn } from '../browser/address.ts'
import type { Formats } from '../time/formats.ts'
import { VIEW_NAMES } from './tabs.tsx'

/** An empty list says why it is empty, and what can be done about it. */
export function Empty(props: {
  readonly address: Address
  readonly status: Status | undefined
  readonly formats: Formats
}) {
  const { address, status, formats } = props
  const cleared = { ...address, q: '', meetingId: undefined }
  const [title, reason] = emptyWords(address, status, formats)
  return (
    <div className="px-4 py-12 text-center">
      <p className="font-semibold">{title}</p>
      <p className="mx-auto mt-1 max-w-prose text-sm text-muted">{reason}</p>
      {address.q.trim() !== '' && (
        <a
          href="/"
          onClick={followIn(cleared)}
          className="mt-3 inline-block rounded-md border border-edge px-3 py-1.5 text-sm font-medium hover:bg-accent-soft"
        >
          Clear the search
        </a>
      )}
    </div>
  )
}

/** Title and reason, the nearest cause first. */
export function emptyWords(
  { view, q }: Address,
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
