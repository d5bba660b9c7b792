import type { AccountStatus } from '../api/types.ts'
import { Badge } from '../parts/badge.tsx'
import { ago, type Formats } from '../time/formats.ts'
import { intervalWords, STATES, webhookWords } from './words.ts'

/** One account: who, its state, when it was and will be checked, and the way out of its problem. */
export function AccountCard(props: {
  readonly account: AccountStatus
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { account, formats, nowMs } = props
  const state = STATES[account.state]
  const when = (at: string | null, none: string) => (at === null ? none : formats.moment(at, nowMs))
  const checkedAt = account.lastSyncedAt
  return (
    <li className="rounded-lg border border-line bg-card p-4" data-account={account.id}>
      <div className="flex flex-wrap items-start justify-between gap-x-2 gap-y-1">
        <h3 className="font-semibold">{account.name ?? account.email ?? 'Calendly account'}</h3>
        <Badge tone={state.tone} icon={state.icon}>
          {state.word}
        </Badge>
      </div>
      <p className="text-sm text-muted">{[account.email, account.role].filter(Boolean).join(' · ')}</p>
      {account.problem && (
        <div
          className={`mt-3 rounded-md p-2.5 text-sm ${account.state === 'active' ? 'bg-accent-soft' : 'bg-warn-soft'}`}
        >
          <p className={`font-medium ${account.state === 'active' ? 'text-accent-strong' : 'text-warn'}`}>
            {account.problem.message}
          </p>
          <p className="mt-1">{account.problem.nextStep}</p>
          <p className="mt-1 text-muted">Since {formats.moment(account.problem.since, nowMs)}.</p>
        </div>
      )}
      {account.missing.length > 0 && (
        <ul className="mt-3 list-disc space-y-1 pl-5 text-sm text-muted">
          {account.missing.map(({ message, nextStep }) => (
            <li key={nextStep}>
              {message} {nextStep}
            </li>
          ))}
        </ul>
      )}
      <details open={opensWide()} className="mt-2 text-sm">
        <summary className="min-h-6 cursor-pointer text-muted hover:text-ink">Checks and webhook</summary>
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 tabular-nums">
          <dt className="text-muted">Last check</dt>
          <dd>{checkedAt === null ? 'none yet' : `${when(checkedAt, '')} (${ago(checkedAt, nowMs)})`}</dd>
          <dt className="text-muted">Next check</dt>
          <dd>
            {account.state === 'paused' ? 'paused' : when(account.nextSyncAt, 'not planned')}, every{' '}
            {intervalWords(account.syncIntervalMinutes)}
          </dd>
          <dt className="text-muted">Webhook</dt>
          <dd>{webhookWords(account, formats, nowMs)}</dd>
        </dl>
      </details>
    </li>
  )
}

/** On a phone the meetings matter more than the details of a healthy account; beside the list there is room. */
function opensWide(): boolean {
  return window.matchMedia('(min-width: 64rem)').matches
}
