import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { OperatedUser, OperationsView } from '../api/types.ts'
import type { OperationsSearch } from './search.ts'

const PAGE_SIZE = 50
/** The stream tells of the reader's own accounts; everybody else's are looked at again, live or not. */
const RENEW_MS = 15_000

/** How the installation is doing; whatever the list of users is narrowed down to. */
export function useOverview() {
  const api = useApi()
  return useQuery<OperationsView, ApiProblem>({
    queryKey: ['operations', 'overview'],
    queryFn: ({ signal }) => api.get<OperationsView>('/api/operations', { limit: 1 }, signal),
    refetchInterval: RENEW_MS,
  })
}

/** Users, the least current list first, page after page. Earlier rows stay while another filter is answered. */
export function useUsers(filter: OperationsSearch) {
  const api = useApi()
  return useInfiniteQuery<
    OperationsView,
    ApiProblem,
    readonly OperatedUser[],
    readonly unknown[],
    string | undefined
  >({
    queryKey: ['operations', 'users', filter],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<OperationsView>('/api/operations', { ...filter, limit: PAGE_SIZE, cursor }, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ users }) => users),
    placeholderData: (before) => before,
    refetchInterval: RENEW_MS,
  })
}
