import { Link } from '@tanstack/react-router'
import { useAccountActions } from '../accounts/use-account-actions.ts'
import type { Alert } from '../api/types.ts'
import { Button, buttonLook } from '../parts/button.tsx'
import { actionFor } from './words.ts'

/** The one thing to press for an alert. */
export function AlertButton({ alert }: { readonly alert: Alert }) {
  const action = actionFor(alert)
  const look = `${buttonLook('plain')} mt-2`
  switch (action) {
    case 'accounts':
      return (
        <Link to="/accounts" data-row="" className={look}>
          Reconnect it on Accounts
        </Link>
      )
    case 'webhooks':
      return (
        <Link to="/webhooks" data-row="" className={look}>
          Open Webhooks
        </Link>
      )
    case 'setup':
      return (
        <Link to="/setup" data-row="" className={look}>
          Open the setup check
        </Link>
      )
    case 'operations':
      return (
        <Link to="/operations" search={{ code: alert.code ?? undefined }} data-row="" className={look}>
          Show whom it concerns
        </Link>
      )
    case 'check':
    case 'confirm':
      return <DoneHere action={action} accountId={alert.account?.id ?? ''} />
    case 'none':
      return null
  }
}

function DoneHere({
  action,
  accountId,
}: {
  readonly action: 'check' | 'confirm'
  readonly accountId: string
}) {
  const act = useAccountActions(accountId)
  return (
    <>
      <Button data-row="" className="mt-2" isBusy={act.isPending} onClick={() => act.mutate({ do: action })}>
        {action === 'check' ? 'Check again now' : 'Confirm that they are gone'}
      </Button>
      <p role="status" className={`mt-1 empty:hidden ${act.isError ? 'text-bad' : 'text-muted'}`}>
        {act.isPending
          ? 'Asking Calendly…'
          : act.isError
            ? `That did not work. ${act.error.message}`
            : act.data}
      </p>
    </>
  )
}
