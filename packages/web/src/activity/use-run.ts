import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Page, Run, RunChange } from '../api/types.ts'

const PAGE_SIZE = 50
/** A run that goes on is asked for again, told of or not. */
const RENEW_MS = 5_000

/** One check. */
export function useRun(id: string) {
  const api = useApi()
  return useQuery<Run, ApiProblem>({
    queryKey: ['run', id],
    queryFn: ({ signal }) => api.get<Run>(`/api/calendly/runs/${id}`, {}, signal),
    refetchInterval: ({ state }) => (state.data && state.data.finishedAt === null ? RENEW_MS : false),
  })
}

/** The meetings that it changed, page after page. */
export function useRunChanges(id: string, isOver: boolean) {
  const api = useApi()
  return useInfiniteQuery<
    Page<RunChange>,
    ApiProblem,
    readonly RunChange[],
    readonly string[],
    string | undefined
  >({
    queryKey: ['run', id, 'changes'],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<Page<RunChange>>(`/api/calendly/runs/${id}/changes`, { limit: PAGE_SIZE, cursor }, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    refetchInterval: isOver ? false : RENEW_MS,
  })
}
