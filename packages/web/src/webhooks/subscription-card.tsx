import type { AccountStatus, Subscription } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { SubscriptionFacts } from './subscription-facts.tsx'
import { SubscriptionOutcome } from './subscription-outcome.tsx'
import { SubscriptionTrouble } from './subscription-trouble.tsx'
import { SUBSCRIPTION_LOOKS } from './subscription-words.ts'
import { useSubscriptionActions } from './use-subscriptions.ts'

const RECREATE_WORDS: Partial<Record<Subscription['state'], string>> = {
  off: 'Create',
  impossible: 'Try again',
}

/** The health of one subscription: what Calendly says of it, how quiet it is, and what can be done. */
export function SubscriptionCard(props: {
  readonly subscription: Subscription
  /** Those that it serves. */
  readonly accounts: readonly AccountStatus[]
  readonly askedMs: number
  readonly nowMs: number
  readonly open: (deliveryId: string) => void
}) {
  const { subscription, accounts, askedMs, nowMs } = props
  const { status } = useApp()
  const [accountId = ''] = subscription.accountIds
  const action = useSubscriptionActions(accountId)
  const look = SUBSCRIPTION_LOOKS[subscription.state]
  const names = accounts.map(({ name, email }) => name ?? email ?? 'Calendly account')
  // A token of the installation serves everybody: only its operator changes what everybody leans on.
  const isOthers = accounts.some(({ connectedBy }) => connectedBy === 'installation') && !status?.operator
  const ofApp = accounts.some(({ connectedBy }) => connectedBy === 'oauth')
  const isPossible = subscription.state !== 'impossible'
  const needsAnother = subscription.state === 'failing' || subscription.state === 'disabled'
  const can = {
    recreate: !isOthers,
    rotate: isPossible && !isOthers && !ofApp,
    test: !isOthers,
  }
  return (
    <li className="min-w-0 rounded-lg border border-line bg-card p-4" data-subscription={accountId}>
      <div className="flex flex-wrap items-start justify-between gap-x-2 gap-y-1">
        <h3 className="font-semibold">{names.length > 0 ? names.join(', ') : 'Somebody else’s accounts'}</h3>
        <Badge tone={look.tone} icon={look.icon}>
          {look.word}
        </Badge>
      </div>
      <SubscriptionTrouble {...{ subscription, accounts, askedMs, nowMs }} />
      <SubscriptionFacts {...{ subscription, askedMs, nowMs }} />
      <div className="mt-3 flex flex-wrap gap-2">
        {can.recreate && (
          <Button
            look={needsAnother ? 'main' : 'plain'}
            isBusy={action.isPending}
            onClick={() => action.mutate('recreate')}
          >
            {RECREATE_WORDS[subscription.state] ?? 'Re-create'}
          </Button>
        )}
        {can.test && (
          <Button isBusy={action.isPending} onClick={() => action.mutate('test')}>
            Send a test
          </Button>
        )}
        {can.rotate && subscription.state !== 'off' && (
          <Button isBusy={action.isPending} onClick={() => action.mutate('rotate')}>
            Rotate the key
          </Button>
        )}
      </div>
      {isOthers && (
        <p className="mt-3 text-sm text-muted">
          This account is read with the installation’s token, whose one subscription serves everybody. An
          owner can change it.
        </p>
      )}
      {ofApp && isPossible && (
        <p className="mt-2 text-xs text-muted">
          Its key is the OAuth app’s own and is changed at developer.calendly.com.
        </p>
      )}
      <SubscriptionOutcome action={action} open={props.open} />
    </li>
  )
}
