import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { MeetingFacets } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import type { Question } from './ask.ts'

const RENEW_MS = 60_000

/**
 * How many there are of what, under a question; the counts before stay until there are new ones.
 *
 * @param isTurn - whether they may be asked for now: the rows themselves go first.
 */
export function useFacets(question: Question | undefined, isTurn: boolean): MeetingFacets | undefined {
  const api = useApi()
  const { isLive } = useApp()
  const { sort: _, ...filters } = question ?? {}
  return useQuery<MeetingFacets, ApiProblem>({
    queryKey: ['facets', filters],
    queryFn: ({ signal }) => api.get<MeetingFacets>('/api/meetings/facets', filters, signal),
    enabled: question !== undefined && isTurn,
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? false : RENEW_MS,
  }).data
}
