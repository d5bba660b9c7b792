import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Answer } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { OwnersOnly } from '../app/owners-only.tsx'
import { Screen } from '../app/screen.tsx'
import { TONES } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { Findings } from './findings.tsx'
import { summaryWords } from './words.ts'

/** What the installation needs, and whether it is there; for its owners. */
export function Setup() {
  return (
    <OwnersOnly
      title="Setup check"
      reason="Only an owner of this installation sees how it is set up. Ask one if something is not in order."
    >
      <OwnersSetup />
    </OwnersOnly>
  )
}

function OwnersSetup() {
  const api = useApi()
  const { formats } = useApp()
  const query = useQuery<Answer<'/api/setup'>, ApiProblem>({
    queryKey: ['setup'],
    queryFn: ({ signal }) => api.get('/api/setup', {}, signal),
    refetchOnWindowFocus: false, // each look asks Calendly and the mail server
  })
  const findings = query.data?.data
  const summary = findings && summaryWords(findings)
  return (
    <Screen
      title="Setup check"
      actions={
        <Button className="min-w-36" isBusy={query.isFetching} onClick={() => void query.refetch()}>
          <Icon name="refresh" className={query.isFetching ? 'motion-safe:animate-spin' : ''} />
          {query.isFetching ? 'Checking…' : 'Check again'}
        </Button>
      }
    >
      <p
        role="status"
        className={`rounded-md p-3 text-sm ${summary ? TONES[summary.tone] : query.isPending ? 'text-muted' : 'hidden'}`}
      >
        {summary && !query.isFetching && (
          <>
            <Icon name={summary.tone === 'good' ? 'check' : 'alert'} className="mr-1 -mt-0.5" />
            <span className="font-medium">{summary.words}</span> Looked at {formats.time(query.dataUpdatedAt)}
            .
          </>
        )}
        {query.isFetching && (summary ? 'Looking again…' : 'Looking…')}
      </p>
      <div aria-busy={query.isPending} className="overflow-clip rounded-lg border border-line bg-card">
        {query.isError && <ListTrouble message={query.error.message} hasRows={findings !== undefined} />}
        {query.isPending && <Skeleton what="the setup" rows={12} />}
        {findings && <Findings findings={findings} />}
      </div>
      <p className="text-xs text-muted">
        At the shell the same is told by <code>calendly-sync doctor</code>.
      </p>
    </Screen>
  )
}
