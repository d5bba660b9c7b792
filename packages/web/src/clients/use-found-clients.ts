import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Client, Page } from '../api/types.ts'
import { useSettled } from '../time/use-settled.ts'

/** The first few clients that hold all the words, once nothing was typed for a moment. Nobody for no words. */
export function useFoundClients(typed: string, limit: number) {
  const api = useApi()
  const q = useSettled(typed.trim())
  return useQuery<Page<Client>, ApiProblem>({
    queryKey: ['clients', 'found', q, limit],
    queryFn: ({ signal }) => api.get('/api/clients', { q, sort: 'name', limit }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
}
