import type { RefObject } from 'react'
import type { Meeting, MeetingView, Status } from '../api/types.ts'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import type { Formats } from '../time/formats.ts'
import { Empty } from './empty.tsx'
import { groupByDay } from './group-by-day.ts'
import { MeetingRow } from './meeting-row.tsx'
import type { useMeetings } from './use-meetings.ts'

/** The list by days. Rows stay while newer ones are fetched; grey bars only before the first answer. */
export function MeetingList(props: {
  readonly query: ReturnType<typeof useMeetings>
  readonly view: MeetingView
  readonly q: string
  readonly status: Status | undefined
  readonly formats: Formats
  readonly nowMs: number
  readonly list: RefObject<HTMLDivElement | null>
}) {
  const { query, view, q, status, formats, nowMs, list } = props
  const meetings = query.data
  return (
    <div
      ref={list}
      aria-busy={query.isPending || query.isPlaceholderData}
      className={`[overflow-anchor:none] overflow-clip rounded-lg border border-line bg-card ${query.isPlaceholderData ? 'opacity-60' : ''}`}
    >
      {query.isError && <ListTrouble message={query.error.message} hasRows={meetings !== undefined} />}
      {query.isPending && <Skeleton what="meetings" />}
      {meetings?.length === 0 && <Empty {...{ view, q, status, formats }} />}
      {groupByDay(meetings ?? [], formats).map(({ key, meetings: ofDay }) => (
        <section key={key} aria-labelledby={`day-${key}`}>
          <DayTitle id={`day-${key}`} first={ofDay[0]} formats={formats} nowMs={nowMs} />
          <ul className="divide-y divide-line">
            {ofDay.map((meeting) => (
              <MeetingRow key={meeting.id} {...{ meeting, formats, nowMs }} />
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage && (
        <div className="border-t border-line p-3 text-center">
          <button
            type="button"
            onClick={() => query.fetchNextPage()}
            disabled={query.isFetchingNextPage}
            className="cursor-pointer rounded-md border border-edge px-4 py-1.5 text-sm font-medium hover:bg-accent-soft disabled:cursor-default"
          >
            {query.isFetchingNextPage ? 'Loading…' : 'Load more'}
          </button>
        </div>
      )}
    </div>
  )
}

function DayTitle(props: { id: string; first: Meeting | undefined; formats: Formats; nowMs: number }) {
  const { id, first, formats, nowMs } = props
  if (!first) return null
  const near = formats.nearDay(first.startTime, nowMs)
  return (
    <h3 id={id} className="sticky top-0 z-20 border-y border-line bg-page px-4 py-1.5 text-sm text-muted">
      {near && <span className="font-semibold text-ink">{near} · </span>}
      {formats.longDate(first.startTime)}
    </h3>
  )
}
