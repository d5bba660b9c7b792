import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { ActivityEntry, Page } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import { dayRange } from '../time/day-range.ts'
import { useSettled } from '../time/use-settled.ts'
import type { ActivitySearch } from './search.ts'

const PAGE_SIZE = 50
const RENEW_MS = 15_000
/** While changes are told, so seldom is looked whether one was not. */
const TOLD_MS = 60_000

/** What the server is asked for, by the filters of the address. */
export interface ActivityFilters {
  readonly kind?: string | undefined
  readonly outcome?: string | undefined
  readonly accountId?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly q?: string | undefined
}

/** @param timeZone - the reader's, whose days `from` and `to` are. */
export function filtersOf(search: ActivitySearch, timeZone: string): ActivityFilters {
  const { kind, outcome, account: accountId, from, to, q } = search
  return {
    kind,
    outcome,
    accountId,
    from: from && dayRange(from, timeZone).from,
    to: to && dayRange(to, timeZone).to,
    q: q?.trim(),
  }
}

/** The timeline, page after page, newest first. Entries of other filters stay until these are there. */
export function useActivity(search: ActivitySearch) {
  const api = useApi()
  const { formats, isLive } = useApp()
  const q = useSettled(search.q)
  const filters = filtersOf({ ...search, q }, formats.timeZone)
  return useInfiniteQuery<
    Page<ActivityEntry>,
    ApiProblem,
    readonly ActivityEntry[],
    readonly ['activity', ActivityFilters],
    string | undefined
  >({
    queryKey: ['activity', filters],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<Page<ActivityEntry>>('/api/activity', { ...filters, limit: PAGE_SIZE, cursor }, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    placeholderData: (before) => before,
    refetchInterval: isLive ? TOLD_MS : RENEW_MS,
  })
}
