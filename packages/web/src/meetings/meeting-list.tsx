import type { RefObject } from 'react'
import type { Meeting, Status } from '../api/types.ts'
import { ListTrouble } from '../parts/list-trouble.tsx'
import { NextPage } from '../parts/next-page.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { Agenda } from './agenda.tsx'
import { Empty } from './empty.tsx'
import type { Asked } from './empty-words.ts'
import type { Look } from './look.ts'
import { MeetingTable } from './meeting-table.tsx'
import type { Layout } from './search.ts'
import type { useMeetings } from './use-meetings.ts'
import { Week } from './week.tsx'

/** The meetings in their layout. Rows stay while newer ones are fetched; grey bars only before the first answer. */
export function MeetingList(props: {
  readonly query: ReturnType<typeof useMeetings>
  /** Those of its rows that are to be drawn. */
  readonly rows: readonly Meeting[] | undefined
  readonly layout: Layout
  readonly week: readonly string[]
  readonly asked: Asked
  readonly look: Look
  readonly openId: string | undefined
  readonly nowMs: number
  readonly total: number | undefined
  readonly status: Status | undefined
  readonly list: RefObject<HTMLDivElement | null>
}) {
  const { query, rows: meetings = [], layout, week, asked, look, openId, nowMs, total, status, list } = props
  const isEmpty = query.data?.length === 0
  return (
    <div
      ref={list}
      aria-busy={query.isPending || query.isPlaceholderData || (layout === 'week' && query.hasNextPage)}
      className={`[overflow-anchor:none] ${layout === 'table' && !isEmpty ? '' : 'overflow-clip rounded-lg border border-line bg-card'} ${query.isPlaceholderData ? 'opacity-60' : ''}`}
    >
      {query.isError && <ListTrouble message={query.error.message} hasRows={query.data !== undefined} />}
      {query.isPending && <Skeleton what="meetings" rows={12} />}
      {isEmpty && <Empty {...asked} status={status} formats={look.formats} />}
      {layout === 'agenda' && <Agenda {...{ meetings, look, openId, nowMs }} />}
      {layout === 'week' && !isEmpty && !query.isPending && (
        <Week days={week} {...{ query, look, openId, nowMs }} />
      )}
      {layout === 'table' && meetings.length > 0 && <MeetingTable {...{ meetings, look, nowMs }} />}
      {layout !== 'week' && meetings.length === query.data?.length && (
        <NextPage of="meeting" query={query} total={total} />
      )}
    </div>
  )
}
