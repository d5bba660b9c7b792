import type { AccountStatus } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Trouble } from '../parts/trouble.tsx'

/** What is wrong with an account, what that means for the list, and what to do; a notice where it is still well. */
export function AccountProblem(props: { readonly account: AccountStatus; readonly nowMs: number }) {
  const { account, nowMs } = props
  const { formats } = useApp()
  const { problem, completeAsOf, state } = account
  if (state === 'paused')
    return (
      <p className="mt-3 rounded-md bg-page p-3 text-sm">
        Nothing is checked while it is paused: what is stored stays as it was
        {completeAsOf === null ? '.' : ` at ${formats.moment(completeAsOf, nowMs)}.`}
      </p>
    )
  if (problem === null) return null
  const since = formats.moment(problem.since, nowMs)
  if (state === 'active' && problem.code !== 'missing_meetings')
    return (
      <div className="mt-3 rounded-md bg-accent-soft p-3 text-sm">
        <p className="font-medium text-accent-strong">{problem.message}</p>
        <p className="mt-1">{problem.nextStep}</p>
      </div>
    )
  return (
    <div className="mt-3">
      <Trouble
        tone={state === 'reconnect' || state === 'failing' ? 'bad' : 'late'}
        what={problem.message}
        since={since}
        meaning={meaningWords(account, (at) => formats.moment(at, nowMs))}
        nextStep={problem.nextStep}
      />
    </div>
  )
}

function meaningWords({ completeAsOf, problem }: AccountStatus, moment: (at: string) => string): string {
  if (problem?.code === 'missing_meetings')
    return 'They stay in your list until it is sure that they are gone.'
  return completeAsOf === null
    ? 'Its meetings are not complete in your list.'
    : `Its meetings in your list are from ${moment(completeAsOf)}; what changed since is not there.`
}
