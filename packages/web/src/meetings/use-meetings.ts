import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Meeting, Page } from '../api/types.ts'
import type { Question } from './ask.ts'

/** Enough for any screen, and drawn at once; what follows is read ahead. */
const FIRST_PAGE = 40
const PAGE_SIZE = 100
const RENEW_MS = 60_000
/** Whoever has read on so far is told of changes; the whole list is not asked for each minute besides. */
const MOST_RENEWED_PAGES = 5

/**
 * The meetings that a question finds, page after page.
 *
 * @param place - earlier rows stay until there are new ones, as long as this is the same.
 */
export function useMeetings(place: string, question: Question | undefined) {
  const api = useApi()
  return useInfiniteQuery<
    Page<Meeting>,
    ApiProblem,
    readonly Meeting[],
    readonly unknown[],
    string | undefined
  >({
    queryKey: ['meetings', place, question],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<Page<Meeting>>(
        '/api/meetings',
        { ...question, limit: cursor === undefined ? FIRST_PAGE : PAGE_SIZE, cursor },
        signal,
      ),
    enabled: question !== undefined,
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: rowsOf,
    placeholderData: (before, query) => (query?.queryKey[1] === place ? before : undefined),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > MOST_RENEWED_PAGES ? false : RENEW_MS),
  })
}

/** Outside of the hook, so that the rows are the same list until the pages are others. */
function rowsOf({ pages }: { readonly pages: readonly Page<Meeting>[] }): readonly Meeting[] {
  return pages.flatMap(({ data }) => data)
}
