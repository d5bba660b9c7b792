import { useEffect } from 'react'
import { useMedia } from '../browser/use-media.ts'
import { Agenda } from './agenda.tsx'
import type { Look } from './look.ts'
import type { useMeetings } from './use-meetings.ts'
import { WeekGrid } from './week-grid.tsx'

/** The meetings of seven days on their hours; on narrow screens the days stand below each other. */
export function Week(props: {
  readonly days: readonly string[]
  readonly query: ReturnType<typeof useMeetings>
  readonly look: Look
  readonly openId: string | undefined
  readonly nowMs: number
}) {
  const { days, query, look, openId, nowMs } = props
  const isWide = useMedia('(min-width: 48rem)')
  const { hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage } = query
  // A week is shown as a whole, however many pages that takes.
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError && !isPlaceholderData) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage])
  const meetings = query.data ?? []
  if (!isWide) return <Agenda {...{ meetings, look, openId, nowMs }} />
  return <WeekGrid {...{ days, meetings, look, openId, nowMs }} />
}
