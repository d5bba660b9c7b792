import { Link } from '@tanstack/react-router'
import { intervalWords, STATES, webhookWords } from '../accounts/words.ts'
import type { AccountStatus } from '../api/types.ts'
import { Badge } from '../parts/badge.tsx'
import { ago, type Formats } from '../time/formats.ts'
import { nameOf } from './problems.ts'

/** One account at a glance: checks and webhook apart, last change, calls left. What is wrong stands above them all. */
export function AccountTile(props: {
  readonly account: AccountStatus
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { account, formats, nowMs } = props
  const state = STATES[account.state]
  const at = (instant: string | null, none: string) =>
    instant === null ? none : `${formats.moment(instant, nowMs)} (${ago(instant, nowMs)})`
  const facts: readonly (readonly [string, string])[] = [
    ['Last check', at(account.lastSyncedAt, 'none yet')],
    ['Next check', nextCheck(account, formats, nowMs)],
    ['Webhook', webhookWords(account, formats, nowMs)],
    ['Last change', at(account.lastChangeAt, 'none yet')],
    ['Calls left', callWords(account)],
  ]
  return (
    <li className="rounded-lg border border-line bg-card p-4" data-account={account.id}>
      <div className="flex flex-wrap items-start justify-between gap-x-2 gap-y-1">
        <h3 className="font-semibold">{nameOf(account)}</h3>
        <Badge tone={state.tone} icon={state.icon}>
          {state.word}
        </Badge>
      </div>
      <p className="text-sm text-muted">{[account.email, account.role].filter(Boolean).join(' · ')}</p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm tabular-nums">
        {facts.map(([name, words]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {account.missing.length > 0 && (
        <p className="mt-2 text-sm text-muted">
          Not everything is allowed to its token.{' '}
          <Link to="/accounts" className="text-accent underline underline-offset-2">
            What is missing
          </Link>
        </p>
      )}
    </li>
  )
}

function nextCheck(account: AccountStatus, formats: Formats, nowMs: number): string {
  if (account.state === 'paused') return 'paused'
  const every = `every ${intervalWords(account.syncIntervalMinutes)}`
  if (account.nextSyncAt === null) return `not planned, ${every}`
  const isDue = Date.parse(account.nextSyncAt) <= nowMs
  return `${isDue ? 'any moment' : formats.moment(account.nextSyncAt, nowMs)}, ${every}`
}

function callWords({ callsLeft, callsLimit }: AccountStatus): string {
  if (callsLeft === null || callsLimit === null) return 'not known yet'
  return `${callsLeft} of ${callsLimit} this minute`
}
