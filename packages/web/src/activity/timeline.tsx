import type { RefObject } from 'react'
import type { ActivityEntry } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { Button } from '../parts/button.tsx'
import { EmptyWords } from '../parts/empty-words.tsx'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { EntryRow } from './entry-row.tsx'
import { groupByDay } from './group-by-day.ts'
import { NewEntries } from './new-entries.tsx'
import type { useActivity } from './use-activity.ts'
import type { useHold } from './use-hold.ts'

/** The entries by days; what comes while one reads waits behind a button. */
export function Timeline(props: {
  readonly query: ReturnType<typeof useActivity>
  readonly held: ReturnType<typeof useHold<ActivityEntry>>
  readonly openId: string | undefined
  readonly list: RefObject<HTMLDivElement | null>
  readonly nowMs: number
  readonly hasFilters: boolean
}) {
  const { query, held, openId, list, nowMs, hasFilters } = props
  const { formats } = useApp()
  return (
    <div
      ref={list}
      aria-busy={query.isPending || query.isPlaceholderData}
      className={`overflow-clip rounded-lg border border-line bg-card ${query.isPlaceholderData ? 'opacity-60' : ''}`}
    >
      <NewEntries count={held.waiting} letIn={held.letIn} list={list} />
      {query.isError && <ListTrouble message={query.error.message} hasRows={query.data !== undefined} />}
      {query.isPending && <Skeleton what="activity" />}
      {query.data?.length === 0 && (
        <EmptyWords
          title={hasFilters ? 'Nothing matches these filters' : 'Nothing has happened yet'}
          reason={
            hasFilters
              ? 'Widen the days, or choose another kind or outcome.'
              : 'Checks, webhooks, settings and sign-ins are noted here as they happen.'
          }
        />
      )}
      {groupByDay(held.shown, formats).map(({ key, first, entries }) => (
        <section key={key} aria-labelledby={`day-${key}`}>
          <h2
            id={`day-${key}`}
            className="sticky top-0 z-10 border-y border-line bg-page px-4 py-1.5 text-sm text-muted"
          >
            {formats.nearDay(first.at, nowMs) && (
              <span className="font-semibold text-ink">{formats.nearDay(first.at, nowMs)} · </span>
            )}
            {formats.longDate(first.at)}
          </h2>
          <ul className="divide-y divide-line">
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} isOpen={entry.id === openId} nowMs={nowMs} />
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <Button onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      )}
    </div>
  )
}
