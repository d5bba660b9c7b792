import type { RefObject } from 'react'
import type { Meeting, Status } from '../api/types.ts'
import type { Address } from '../browser/address.ts'
import type { Formats } from '../time/formats.ts'
import { Empty } from './empty.tsx'
import { groupByDay } from './group-by-day.ts'
import { MeetingRow } from './meeting-row.tsx'
import type { useMeetings } from './use-meetings.ts'

/** The list by days. Rows stay while newer ones are fetched; grey bars only before the first answer. */
export function MeetingList(props: {
  readonly query: ReturnType<typeof useMeetings>
  readonly address: Address
  readonly status: Status | undefined
  readonly formats: Formats
  readonly nowMs: number
  readonly list: RefObject<HTMLDivElement | null>
}) {
  const { query, address, status, formats, nowMs, list } = props
  const meetings = query.data
  return (
    <div
      ref={list}
      aria-busy={query.isPending || query.isPlaceholderData}
      className={`[overflow-anchor:none] overflow-clip rounded-lg border border-line bg-card ${query.isPlaceholderData ? 'opacity-60' : ''}`}
    >
      {query.isError && <Trouble message={query.error.message} hasRows={meetings !== undefined} />}
      {query.isPending && <Skeleton />}
      {meetings?.length === 0 && <Empty address={address} status={status} formats={formats} />}
      {groupByDay(meetings ?? [], formats).map(({ key, meetings: ofDay }) => (
        <section key={key} aria-labelledby={`day-${key}`}>
          <DayTitle id={`day-${key}`} first={ofDay[0]} formats={formats} nowMs={nowMs} />
          <ul className="divide-y divide-line">
            {ofDay.map((meeting) => (
              <MeetingRow key={meeting.id} {...{ meeting, address, formats, nowMs }} />
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

function Trouble({ message, hasRows }: { readonly message: string; readonly hasRows: boolean }) {
  return (
    <p className="bg-bad-soft px-4 py-2 text-sm text-bad">
      {message} {hasRows ? 'The rows below are from before; ' : 'The list cannot be shown yet; '}
      the page keeps trying.
    </p>
  )
}

function Skeleton() {
  return (
    <div className="space-y-5 p-4 motion-safe:animate-pulse">
      <p className="sr-only">Loading meetings</p>
      {['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5', 'w-1/2'].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: five grey bars that never change places
        <div key={index} className="space-y-2">
          <div className={`h-3.5 rounded bg-line ${width}`} />
          <div className="h-3 w-1/4 rounded bg-line" />
        </div>
      ))}
    </div>
  )
}
