import { Link, useSearch } from '@tanstack/react-router'
import type { Alert } from '../api/types.ts'
import { Button, buttonLook } from '../parts/button.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useNow } from '../time/use-now.ts'
import { AlertItem } from './alert-item.tsx'
import { useAlerts } from './use-alerts.ts'

/** Open or healed alerts, newest first. A mail leads to one of them. */
export function AlertList({ state }: { readonly state: Alert['state'] }) {
  const { alert: led } = useSearch({ from: '/alerts' })
  const nowMs = useNow(10_000)
  const query = useAlerts(state)
  const alerts = query.data
  const isGone =
    state === 'open' &&
    led !== undefined &&
    alerts !== undefined &&
    !query.hasNextPage &&
    !alerts.some(({ id }) => id === led)
  return (
    <>
      {isGone && (
        <p role="status" className="rounded-md bg-accent-soft p-3 text-sm">
          The alert that your link is about is not open any more.{' '}
          <Link
            to="/alerts"
            search={({ meeting }) => ({ meeting, tab: 'healed', alert: led })}
            className="text-accent-strong underline underline-offset-2"
          >
            Look for it among the healed ones
          </Link>
        </p>
      )}
      <div aria-busy={query.isPending} className="overflow-clip rounded-lg border border-line bg-card">
        {query.isError && <ListTrouble message={query.error.message} hasRows={alerts !== undefined} />}
        {query.isPending && <Skeleton what="alerts" />}
        {alerts?.length === 0 && <Empty state={state} />}
        <ul className="divide-y divide-line">
          {alerts?.map((alert) => (
            <AlertItem key={alert.id} {...{ alert, nowMs }} isLedTo={alert.id === led} />
          ))}
        </ul>
        {query.hasNextPage && (
          <div className="border-t border-line p-3 text-center">
            <Button onClick={() => query.fetchNextPage()} isBusy={query.isFetchingNextPage}>
              {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

function Empty({ state }: { readonly state: Alert['state'] }) {
  if (state === 'healed')
    return (
      <EmptyWords
        title="Nothing has healed yet"
        reason="What was wrong and is over stands here for 90 days."
      />
    )
  return (
    <EmptyWords
      title="Nothing is wrong"
      reason="A check that fails once is tried again and tells nobody. What lasts stands here, once, until it is over."
    >
      <Link
        to="/alerts"
        search={({ meeting }) => ({ meeting, tab: 'rules' })}
        className={buttonLook('plain')}
      >
        What you are told of, and how
      </Link>
    </EmptyWords>
  )
}
