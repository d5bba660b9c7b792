import { Icon } from '../parts/icon.tsx'
import type { AccountAct, useAccountActions } from './use-account-actions.ts'

const UNDER_WAY: Readonly<Record<AccountAct['do'], string>> = {
  pause: 'Pausing…',
  resume: 'Resuming…',
  interval: 'Changing the frequency…',
  confirm: 'Releasing the brake…',
  check: 'Checking Calendly…',
}

/** What is being done to an account, and then what came of it. */
export function AccountSaid(props: {
  readonly action: ReturnType<typeof useAccountActions>
  /** What came of connecting again. */
  readonly reconnected: string | undefined
}) {
  const { isPending, variables, error, data } = props.action
  return (
    <div role="status" className="text-sm">
      {isPending && <p className="mt-3 text-muted">{UNDER_WAY[variables.do]}</p>}
      {!isPending && error && (
        <p className="mt-3 text-bad">
          <Icon name="alert" className="mr-1 -mt-0.5" />
          {error.message}
        </p>
      )}
      {!isPending && (data ?? props.reconnected) !== undefined && (
        <p className="mt-3">{data ?? props.reconnected}</p>
      )}
    </div>
  )
}
