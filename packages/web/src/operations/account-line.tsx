import { Link } from '@tanstack/react-router'
import { STATES } from '../accounts/words.ts'
import type { Mute, OperatedAccount } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { SUBSCRIPTION_LOOKS } from '../webhooks/subscription-words.ts'
import { MuteButton } from './mute-button.tsx'
import { Said } from './said.tsx'
import { useOperation } from './use-operation.ts'
import { shortId } from './words.ts'

/** One account of a user: its state, when it was and will be checked, its webhook, and what can be done. */
export function AccountLine(props: {
  readonly account: OperatedAccount
  readonly userEmail: string | null
  readonly mute: Mute | undefined
  readonly nowMs: number
}) {
  const { account, userEmail, mute, nowMs } = props
  const { id, email, state, problem, lastSyncedAt, nextSyncAt, callsLeft, webhookState } = account
  const { formats } = useApp()
  const operation = useOperation()
  const look = STATES[state]
  const isPaused = state === 'paused'
  const name = email ?? userEmail ?? shortId(id)
  const facts = [
    lastSyncedAt === null ? 'Never checked' : `Last check ${formats.moment(lastSyncedAt, nowMs)}`,
    nextSyncAt !== null ? `next ${formats.moment(nextSyncAt, nowMs)}` : undefined,
    `webhook ${SUBSCRIPTION_LOOKS[webhookState].word.toLowerCase()}`,
    callsLeft === null ? undefined : `${callsLeft.toLocaleString('en-GB')} calls left this minute`,
  ]
  return (
    <li data-account={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <div className="mr-auto min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Badge tone={look.tone} icon={look.icon}>
            {look.word}
          </Badge>
          {email !== null && email !== userEmail && <span>{email}</span>}
          {problem !== null && (
            <Link
              to="/operations"
              search={({ meeting }) => ({ meeting, code: problem })}
              activeProps={{}}
              resetScroll={false}
              className="text-accent underline underline-offset-2"
            >
              <span className="sr-only">All with the cause </span>
              <code className="text-xs">{problem}</code>
            </Link>
          )}
          {mute && <Badge tone="plain">Muted until {formats.moment(mute.until, nowMs)}</Badge>}
        </p>
        <p className="text-muted tabular-nums">{facts.filter(Boolean).join(' · ')}</p>
        <Said operation={operation} pending={isPaused ? 'Resuming…' : 'Pausing…'} />
      </div>
      <div className="flex items-center gap-2">
        <Button
          isBusy={operation.isPending}
          aria-label={`${isPaused ? 'Resume' : 'Pause'} the account of ${name}`}
          onClick={() => operation.mutate({ do: isPaused ? 'resume' : 'pause', accountId: id })}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <MuteButton what={{ accountId: id }} about={`the account of ${name}`} mute={mute} />
      </div>
    </li>
  )
}
