import { type FormEvent, useId, useState } from 'react'
import type { ApiProblem } from '../api/problem.ts'
import { Icon } from '../parts/icon.tsx'
import { useConnect } from './use-connect.ts'

/** Connects another Calendly account: by signing in there, or with a token that was made there. */
export function ConnectAccount(props: { readonly hasOAuth: boolean; readonly isFirst: boolean }) {
  const { paste, signIn, complete, isDenied } = useConnect()
  const [token, setToken] = useState('')
  const field = useId()
  const isBusy = paste.isPending || signIn.isPending || complete.isPending
  const trouble =
    problemOf(complete.error ?? signIn.error ?? paste.error) ??
    (isDenied && !isBusy
      ? 'Calendly was not allowed to show your meetings, so nothing was connected.'
      : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (token.trim() !== '') paste.mutate(token.trim(), { onSuccess: () => setToken('') })
  }
  return (
    <details open={props.isFirst || isBusy || trouble !== undefined} className="mt-3 text-sm">
      <summary className="min-h-6 cursor-pointer font-medium hover:text-accent-strong">
        {props.isFirst ? 'Connect your Calendly account' : 'Connect another account'}
      </summary>
      <div className="mt-2 space-y-3 rounded-lg border border-line bg-card p-4">
        {props.hasOAuth && (
          <button
            type="button"
            disabled={isBusy}
            onClick={() => signIn.mutate()}
            className="w-full cursor-pointer rounded-md bg-accent px-3 py-2 font-medium text-on-accent hover:bg-accent-strong disabled:opacity-60"
          >
            Sign in at Calendly
          </button>
        )}
        <form onSubmit={submit} className="space-y-1.5">
          <label htmlFor={field} className="block font-medium">
            {props.hasOAuth ? 'Or a personal access token' : 'Personal access token'}
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
            <button
              type="submit"
              disabled={isBusy || token.trim() === ''}
              className="cursor-pointer rounded-md border border-edge px-3 py-1.5 font-medium hover:bg-accent-soft disabled:opacity-60"
            >
              Connect
            </button>
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
    </details>
  )
}

function problemOf(error: Error | null): string | undefined {
  // Every failure of a call is an `ApiProblem`, whose message is for people.
  return error ? (error as ApiProblem).message : undefined
}
