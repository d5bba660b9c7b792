import {
  type InfiniteData,
  infiniteQueryOptions,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useApi } from './context.ts'
import type { ApiProblem } from './problem.ts'
import type { Api } from './request.ts'
import type { Page } from './types.ts'

/** Of a table; in other lists they are higher, and above each stands enough to make up for a lower one. */
const LOWEST_ROW_PX = 48
const PAGE_SIZE = 100
/** What was asked ahead is not asked once more by the list that shows it. */
const JUST_ASKED_MS = 1000
const RENEW_MS = 60_000
/** Whoever has read on so far is told of changes; the whole list is not asked for each minute besides. */
const MOST_RENEWED_PAGES = 5

/** Names and values of the query of a list. */
type Question = Readonly<Record<string, string>>

/**
 * The rows that a question finds, page after page.
 *
 * @param what - first word of the key, by which live events renew it.
 * @param path - of the list, `/api/meetings`.
 * @param place - earlier rows stay until there are new ones, as long as this is the same.
 * @param question - undefined while it cannot be asked yet.
 */
export function usePages<Row>(what: string, path: string, place: string, question: Question | undefined) {
  return useInfiniteQuery({
    ...pagesOf<Row>(useApi(), what, path, place, question),
    enabled: question !== undefined,
    select: rowsOf<Row>,
    placeholderData: (before, query) => (query?.queryKey[1] === place ? before : undefined),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > MOST_RENEWED_PAGES ? false : RENEW_MS),
  })
}

/** Asks for the first page before anything is drawn for it; resolves once it is there, or cannot be had. */
export function useAskAhead<Row>(what: string, path: string) {
  const api = useApi()
  const queries = useQueryClient()
  return async (place: string, question: Question | undefined): Promise<void> => {
    if (question) await queries.prefetchInfiniteQuery(pagesOf<Row>(api, what, path, place, question))
  }
}

function pagesOf<Row>(api: Api, what: string, path: string, place: string, question: Question | undefined) {
  return infiniteQueryOptions<
    Page<Row>,
    ApiProblem,
    InfiniteData<Page<Row>, string | undefined>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: [what, place, question],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<Page<Row>>(
        path,
        { ...question, limit: cursor === undefined ? aScreenful() : PAGE_SIZE, cursor },
        signal,
      ),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: JUST_ASKED_MS,
  })
}

/** Outside of the hook, so that the rows are the same list until the pages are others. */
function rowsOf<Row>({ pages }: { readonly pages: readonly Page<Row>[] }): readonly Row[] {
  return pages.flatMap(({ data }) => data)
}

/** Rows that fill the window, and are drawn at once; what follows is read ahead. */
function aScreenful(): number {
  return Math.min(PAGE_SIZE, Math.ceil(window.innerHeight / LOWEST_ROW_PX))
}
