import type { AccountStatus, Run } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { nameOf } from '../home/problems.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { resultWords } from '../sync/words.ts'
import { Facts } from './facts.tsx'
import { RunChanges } from './run-changes.tsx'
import { runTroubles, STATE_WORDS } from './run-words.ts'
import { useRun } from './use-run.ts'

/** A check in full: counts, each account, what went wrong, and the meetings that it changed. */
export function RunDetails({ runId, nowMs }: { readonly runId: string; readonly nowMs: number }) {
  const { formats, status } = useApp()
  const { data: run, error } = useRun(runId)
  if (!run) return <p className="text-sm text-muted">{error ? error.message : 'Loading this check…'}</p>
  const accounts = status?.accounts ?? []
  const troubles = runTroubles(run, accounts, formats, nowMs)
  return (
    <div className="space-y-4" data-run={run.state}>
      <Facts
        rows={[
          ['State', STATE_WORDS[run.state]],
          ['Result', resultWords(run)],
          ['Asked for', formats.moment(run.queuedAt, nowMs)],
          ['Ended', run.finishedAt === null ? 'not yet' : formats.moment(run.finishedAt, nowMs)],
          ['Calls to Calendly', String(run.requests)],
        ]}
      />
      {troubles.length > 0 && (
        <ul className="space-y-2">
          {troubles.map((trouble) => (
            <li key={trouble.what}>
              <Trouble {...trouble} />
            </li>
          ))}
        </ul>
      )}
      {run.accounts.length > 1 && <ByAccount run={run} accounts={accounts} />}
      <RunChanges runId={runId} isOver={run.finishedAt !== null} nowMs={nowMs} />
      <CopyButton label="Copy link to this check" text={`${window.location.origin}/activity?run=${run.id}`} />
    </div>
  )
}

function ByAccount({ run, accounts }: { readonly run: Run; readonly accounts: readonly AccountStatus[] }) {
  const called = (id: string) => {
    const account = accounts.find((each) => each.id === id)
    return account ? nameOf(account) : 'An account that is not here any more'
  }
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">By account</h3>
      <Facts
        rows={run.accounts.map((part) => [
          called(part.accountId),
          `${STATE_WORDS[part.state]}: ${resultWords(part)}`,
        ])}
      />
    </section>
  )
}
