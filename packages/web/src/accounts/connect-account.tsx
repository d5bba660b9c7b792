import { ConnectForm, isConnecting, troubleOf } from './connect-form.tsx'
import { useConnect } from './use-connect.ts'

/** Connects another Calendly account: by signing in there, or with a token that was made there. */
export function ConnectAccount(props: { readonly hasOAuth: boolean; readonly isFirst: boolean }) {
  const connect = useConnect()
  const isOpen = props.isFirst || isConnecting(connect) || troubleOf(connect) !== undefined
  return (
    <details open={isOpen} className="mt-3 text-sm">
      <summary className="min-h-6 cursor-pointer font-medium hover:text-accent-strong">
        {props.isFirst ? 'Connect your Calendly account' : 'Connect another account'}
      </summary>
      <div className="mt-2 rounded-lg border border-line bg-card p-4">
        <ConnectForm connect={connect} hasOAuth={props.hasOAuth} verb="Connect" />
      </div>
    </details>
  )
}
