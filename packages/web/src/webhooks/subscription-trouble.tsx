import { intervalWords } from '../accounts/words.ts'
import type { AccountStatus, Subscription } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Trouble } from '../parts/trouble.tsx'
import { countdown } from './subscription-words.ts'

/** What is wrong with a subscription, what that means for the list, and what goes on meanwhile. */
export function SubscriptionTrouble(props: {
  readonly subscription: Subscription
  readonly accounts: readonly AccountStatus[]
  readonly askedMs: number
  readonly nowMs: number
}) {
  const { subscription, accounts, askedMs, nowMs } = props
  const { formats } = useApp()
  const { state, problem, failingSince, disabledAt } = subscription
  if (state === 'active') return null
  const since = (at: string | null) => (at === null ? undefined : formats.moment(at, nowMs))
  const checks = checksGoOn(accounts)
  if (state === 'failing')
    return (
      <div className="mt-3">
        <Trouble
          tone="bad"
          what={`Deliveries fail: Calendly disables it ${countdown(subscription.secondsUntilDisabled, askedMs, nowMs) ?? 'after 24 h'}`}
          since={since(failingSince)}
          meaning={`Changes may not arrive at once. ${checks}`}
          nextStep={problem?.nextStep ?? 'Check that the public address reaches this server.'}
        />
      </div>
    )
  if (state === 'disabled')
    return (
      <div className="mt-3">
        <Trouble
          tone="bad"
          what="Calendly has disabled it after 24 h of failures"
          since={since(disabledAt)}
          meaning={`Nothing arrives at once any more. ${checks}`}
          nextStep="Re-create it: what was missed is read by the next check."
        />
      </div>
    )
  return (
    <div className="mt-3 rounded-md bg-page p-3 text-sm">
      <p className="font-medium">
        {problem?.message ?? 'There is no subscription yet: the next check makes one if it can.'}
      </p>
      <p className="mt-1">{checks}</p>
      {problem && <p className="mt-1 text-muted">{problem.nextStep}</p>}
    </div>
  )
}

/** The checks keep the list right, where they do run. */
function checksGoOn(accounts: readonly AccountStatus[]): string {
  const checked = accounts.filter(({ state }) => state === 'active' || state === 'limited')
  const slowest = Math.max(0, ...checked.map(({ syncIntervalMinutes }) => syncIntervalMinutes))
  return slowest === 0
    ? 'No checks run for its accounts at the moment either.'
    : `Checks go on every ${intervalWords(slowest)} and keep the list right.`
}
