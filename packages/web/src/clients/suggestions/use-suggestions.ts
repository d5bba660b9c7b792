import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/context.ts'
import type { ApiProblem } from '../../api/problem.ts'
import type { ClientSuggestion, Page } from '../../api/types.ts'
import { useApp } from '../../app/context.ts'
import { renewClients } from '../../client/renew.ts'
import { type Decision, withDecided } from './with-decided.ts'

/** As many as are asked for at once; the rest follows as these are decided. */
const LIMIT = 200
const RENEW_MS = 60_000
const PATH = '/api/clients/suggestions'

/** The pairs of this decision. */
export function useSuggestions(decision: Decision) {
  const api = useApi()
  const { isLive } = useApp()
  return useQuery<Page<ClientSuggestion>, ApiProblem>({
    queryKey: keyOf(decision),
    queryFn: ({ signal }) => api.get(PATH, { decision, limit: LIMIT }, signal),
    refetchInterval: isLive ? false : RENEW_MS,
  })
}

/** Decides a pair; `open` takes a decision back. The lists say so at once. */
export function useDecide() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation<ClientSuggestion, ApiProblem, { readonly id: string; readonly decision: Decision }>({
    mutationFn: ({ id, decision }) => api.post(`${PATH}/${encodeURIComponent(id)}`, { decision }),
    onSuccess: (decided) => {
      for (const decision of DECISIONS)
        queries.setQueryData<Page<ClientSuggestion>>(
          keyOf(decision),
          (page) => page && { ...page, data: withDecided(page.data, decided, decision) },
        )
    },
    // Not waited for: what is decided next need not wait either.
    onSettled: () => void renewClients(queries),
  })
}

const DECISIONS = ['open', 'accepted', 'rejected'] as const

/** A part of `clients`, so that live events renew it. */
function keyOf(decision: Decision): readonly string[] {
  return ['clients', 'suggestions', decision]
}

/** "3", "200+"; undefined while it is not known. */
export function countWords(page: Page<ClientSuggestion> | undefined): string | undefined {
  return page && `${page.data.length}${page.nextCursor === null ? '' : '+'}`
}
