import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AccountStatus } from '../api/types.ts'
import { ago, type Formats } from '../time/formats.ts'
import { CONNECTED_BY, intervalWords, planWords, roleWords, webhookWords } from './words.ts'

/** What is known of an account: what it may, how it is connected, when it was and will be checked. */
export function AccountFacts(props: {
  readonly account: AccountStatus
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { account, formats, nowMs } = props
  const { lastSyncedAt, nextSyncAt, missing } = account
  const moment = (at: string) => formats.moment(at, nowMs)
  return (
    <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm tabular-nums">
      <Fact name="Role">{roleWords(account.role)}</Fact>
      <Fact name="Plan">{planWords(account)}</Fact>
      <Fact name="Connected by">{CONNECTED_BY[account.connectedBy]}</Fact>
      <Fact name="Permissions">
        {missing.length === 0 ? (
          'all that is needed'
        ) : (
          <ul className="space-y-1">
            {missing.map(({ message, nextStep }) => (
              <li key={nextStep}>
                {message} <span className="text-muted">{nextStep}</span>
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact name="Last check">
        {lastSyncedAt === null ? 'none yet' : `${moment(lastSyncedAt)} (${ago(lastSyncedAt, nowMs)})`}
      </Fact>
      <Fact name="Next check">
        {account.state === 'paused'
          ? 'none while paused'
          : `${nextSyncAt === null ? 'not planned' : moment(nextSyncAt)}, every ${intervalWords(account.syncIntervalMinutes)}`}
      </Fact>
      {account.callsLeft !== null && (
        <Fact name="Calls left">
          {account.callsLeft.toLocaleString('en-GB')}
          {account.callsLimit !== null && ` of ${account.callsLimit.toLocaleString('en-GB')}`} this minute
        </Fact>
      )}
      <Fact name="Webhook">
        {webhookWords(account, formats, nowMs)}{' '}
        <Link to="/webhooks" className="text-accent underline underline-offset-2">
          Details
        </Link>
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
