import type { SubscriptionTrial } from '../api/types.ts'
import { Icon } from '../parts/icon.tsx'
import { Steps } from './steps.tsx'
import type { SubscriptionVerb, useSubscriptionActions } from './use-subscriptions.ts'

const UNDER_WAY: Readonly<Record<SubscriptionVerb, string>> = {
  recreate: 'Making the new subscription first, then removing the old one…',
  rotate: 'Making a subscription with another key; both keys are good until the old one is gone…',
  test: 'Sending a signed sample, and following it…',
}

/** What is being done to a subscription, and then what came of it: never "done" before it is. */
export function SubscriptionOutcome(props: {
  readonly action: ReturnType<typeof useSubscriptionActions>
  readonly open: (deliveryId: string) => void
}) {
  const { data, error, isPending, variables } = props.action
  return (
    <div role="status" className="text-sm">
      {isPending && variables && <p className="mt-3 text-muted">{UNDER_WAY[variables]}</p>}
      {!isPending && error && <Said isGood={false} words={error.message} />}
      {!isPending && data && <Said isGood={data.success} words={data.message} />}
      {!isPending && data && 'steps' in data && <Trial trial={data} open={props.open} />}
    </div>
  )
}

function Said({ isGood, words }: { readonly isGood: boolean; readonly words: string }) {
  return (
    <p className={`mt-3 font-medium ${isGood ? 'text-good' : 'text-warn'}`}>
      <Icon name={isGood ? 'check' : 'alert'} className="mr-1 -mt-0.5" />
      {words}
    </p>
  )
}

function Trial(props: { readonly trial: SubscriptionTrial; readonly open: (deliveryId: string) => void }) {
  const { open, trial } = props
  const { deliveryId, through } = trial
  if (trial.steps.length === 0) return null
  return (
    <div className="mt-2 space-y-2">
      <Steps
        label="How far the sample came"
        steps={trial.steps.map(({ step, state, message }) => ({ name: step, state, note: message }))}
      />
      <p className="text-muted">
        {through === 'loopback'
          ? 'It went straight to this server: the public address was not part of the test.'
          : 'It went to the public address, the way Calendly’s do.'}{' '}
        {deliveryId !== null && (
          <button
            type="button"
            onClick={() => open(deliveryId)}
            className="min-h-6 cursor-pointer text-accent underline underline-offset-2"
          >
            Show the sample
          </button>
        )}
      </p>
    </div>
  )
}
