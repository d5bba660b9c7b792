import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Alert, Page } from '../api/types.ts'

const PAGE_SIZE = 50
/** Also while changes are told: that a mail went out is not. */
const RENEW_MS = 15_000

/** What has been wrong for long enough that somebody should know, newest first, page after page. */
export function useAlerts(state: Alert['state']) {
  const api = useApi()
  return useInfiniteQuery<Page<Alert>, ApiProblem, readonly Alert[], readonly unknown[], string | undefined>({
    queryKey: ['alerts', state],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<Page<Alert>>('/api/alerts', { state, limit: PAGE_SIZE, cursor }, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: RENEW_MS,
  })
}
