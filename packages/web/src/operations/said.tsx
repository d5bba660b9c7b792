import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useRun } from '../activity/use-run.ts'
import { Icon } from '../parts/icon.tsx'
import { renewFigures } from './renew.ts'
import type { Outcome, useOperation } from './use-operation.ts'
import { retriedWords } from './words.ts'

/** What came of an action: that it is under way, what it did, or why not. */
export function Said(props: {
  readonly operation: ReturnType<typeof useOperation>
  readonly pending: string
  readonly className?: string
}) {
  const { operation, pending, className = '' } = props
  const { isPending, error, data } = operation
  return (
    <p role="status" className={`min-w-0 text-sm empty:hidden ${className}`}>
      {isPending && <span className="text-muted">{pending}</span>}
      {!isPending && error && (
        <span className="text-bad">
          <Icon name="alert" className="mr-1 -mt-0.5" />
          That did not work. {error.message}
        </span>
      )}
      {!isPending && data && <Done outcome={data} />}
    </p>
  )
}

function Done({ outcome }: { readonly outcome: Outcome }) {
  const { words, runId } = outcome
  if (runId !== undefined) return <RunSaid runId={runId} before={words} />
  return <span className="text-muted">{words}</span>
}

/** To be in line is not to be well: it goes on to say how the checks ended. */
function RunSaid({ runId, before }: { readonly runId: string; readonly before: string }) {
  const { data, error } = useRun(runId)
  const queries = useQueryClient()
  const isOver = (data?.finishedAt ?? null) !== null
  // The stream tells of the reader's own accounts only: what the checks of others' came to is asked for here.
  useEffect(() => {
    if (isOver) renewFigures(queries)
  }, [isOver, queries])
  return (
    <>
      <span className="text-muted">{data ? retriedWords(data) : error ? error.message : before}</span>{' '}
      <Link to="/activity" search={{ run: runId }} className="text-accent underline underline-offset-2">
        Show this run
      </Link>
    </>
  )
}
