import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Meeting, MeetingView, Page } from '../api/types.ts'

const PAGE_SIZE = 50
const RENEW_MS = 60_000
const TYPING_MS = 200

/** The meetings of a tab that match the search, page after page. Earlier rows stay while a new search is answered. */
export function useMeetings(view: MeetingView, typed: string) {
  const api = useApi()
  const q = useSettled(typed.trim())
  return useInfiniteQuery<
    Page<Meeting>,
    ApiProblem,
    readonly Meeting[],
    readonly string[],
    string | undefined
  >({
    queryKey: ['meetings', view, q],
    queryFn: ({ pageParam: cursor, signal }) => {
      const sort = view === 'upcoming' ? 'startTime' : '-startTime'
      return api.get<Page<Meeting>>('/api/meetings', { view, q, sort, limit: PAGE_SIZE, cursor }, signal)
    },
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    placeholderData: (before, query) => (query?.queryKey[1] === view ? before : undefined),
    refetchInterval: RENEW_MS,
  })
}

/** The value once it has not changed for a moment, so that not every letter is a question. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
