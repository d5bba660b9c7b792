import { type FormEvent, useId, useState } from 'react'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import type { useConnect } from './use-connect.ts'

/** By signing in at Calendly, or with a token that was made there. */
export function ConnectForm(props: {
  readonly connect: ReturnType<typeof useConnect>
  readonly hasOAuth: boolean
  /** What the button of the token says. */
  readonly verb: string
}) {
  const { connect, hasOAuth, verb } = props
  const { paste, signIn } = connect
  const [token, setToken] = useState('')
  const field = useId()
  const isBusy = isConnecting(connect)
  const trouble = troubleOf(connect)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (token.trim() !== '') paste.mutate(token.trim(), { onSuccess: () => setToken('') })
  }
  return (
    <div className="space-y-3">
      {hasOAuth && (
        <Button look="main" isBusy={isBusy} onClick={() => signIn.mutate()} className="w-full">
          Sign in at Calendly
        </Button>
      )}
      <form onSubmit={submit} className="space-y-1.5">
        <label htmlFor={field} className="block font-medium">
          {hasOAuth ? 'Or a personal access token' : 'Personal access token'}
        </label>
        <p className="text-muted">In Calendly: Integrations, API & Webhooks.</p>
        <div className="flex gap-2">
          <input
            id={field}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={token}
            onChange={(event) => setToken(event.target.value)}
            className="min-w-0 flex-1 rounded-md border border-edge bg-card px-2 py-1.5"
          />
          <Button type="submit" disabled={token.trim() === '' && !isBusy} isBusy={isBusy}>
            {verb}
          </Button>
        </div>
      </form>
      <p role="status" className={trouble ? 'text-bad' : 'text-muted'}>
        {trouble ? (
          <>
            <Icon name="alert" className="mr-1 -mt-0.5" />
            {trouble}
          </>
        ) : (
          isBusy && 'Asking Calendly…'
        )}
      </p>
    </div>
  )
}

export function isConnecting({ paste, signIn, complete }: ReturnType<typeof useConnect>): boolean {
  return paste.isPending || signIn.isPending || complete.isPending
}

/** Why the last try came to nothing. */
export function troubleOf(connect: ReturnType<typeof useConnect>): string | undefined {
  const error = connect.complete.error ?? connect.signIn.error ?? connect.paste.error
  if (error) return error.message
  return connect.isDenied && !isConnecting(connect)
    ? 'Calendly was not allowed to show your meetings, so nothing was connected.'
    : undefined
}
