import { Link } from '@tanstack/react-router'
import type { ActivityEntry } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { buttonLook } from '../parts/button.tsx'
import { Facts } from './facts.tsx'
import { RunDetails } from './run-details.tsx'
import { messages, number, summaryOf, text } from './words.ts'

/** What there is to say of an open entry. */
export function EntryDetails({ entry, nowMs }: { readonly entry: ActivityEntry; readonly nowMs: number }) {
  if (entry.kind === 'run' && entry.runId !== null)
    return (
      <>
        {entry.count > 1 && <p className="mb-2 text-sm text-muted">The newest of {entry.count}:</p>}
        <RunDetails runId={entry.runId} nowMs={nowMs} />
      </>
    )
  if (entry.kind === 'delivery') return <DeliveryDetails entry={entry} nowMs={nowMs} />
  return <OtherDetails entry={entry} nowMs={nowMs} />
}

function DeliveryDetails({ entry, nowMs }: { readonly entry: ActivityEntry; readonly nowMs: number }) {
  const { formats } = useApp()
  const { facts, deliveryId } = entry
  return (
    <div className="space-y-3">
      <Facts
        rows={[
          ['Received', formats.moment(entry.at, nowMs)],
          ['Kind', text(facts['deliveryKind']) ?? 'not readable'],
          ['Proved to be Calendly’s', facts['verified'] === false ? 'no' : 'yes'],
          ['Tried', `${number(facts['attempts']) ?? 0} times`],
          ['Came', `${number(facts['seen']) ?? 1} times`],
          ['Reason', text(facts['reason']) ?? 'none given'],
        ]}
      />
      {deliveryId !== null && (
        <Link to="/webhooks" search={{ delivery: deliveryId }} className={buttonLook('plain')}>
          Open this delivery
        </Link>
      )}
    </div>
  )
}

function OtherDetails({ entry, nowMs }: { readonly entry: ActivityEntry; readonly nowMs: number }) {
  const { formats } = useApp()
  const errors = messages(entry.facts['errors'])
  const known = [
    ['When', `${formats.longDate(entry.at)}, ${formats.moment(entry.at, nowMs)}`],
    ['What', summaryOf(entry) || entry.title],
    ...errors.map((message) => ['Error', message] as const),
    ...Object.entries(entry.facts)
      .filter(([name]) => !SAID.has(name))
      .flatMap(([name, value]) => {
        const words = text(value) ?? number(value)?.toString()
        return words === undefined ? [] : [[wordsOf(name), words] as const]
      }),
  ] as const
  return <Facts rows={known} />
}

/** Told by the summary, or of use to nobody who reads. */
const SAID = new Set(['who', 'whoName', 'from', 'to', 'errors'])

/** "accountId" → "Account id" */
function wordsOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
