import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Insights } from '../api/types.ts'
import { useApp } from '../app/context.ts'

const DAY_MS = 86_400_000
const RENEW_MS = 30_000
/** While changes are told, so seldom is looked; the last cell of the strip begins by itself. */
const TOLD_MS = 120_000

/** Figures of the last so many days. Those of another span stay, dimmed by `isPlaceholderData`, until these are there. */
export function useInsights(days: number) {
  const api = useApi()
  const { isLive } = useApp()
  return useQuery<Insights, ApiProblem>({
    queryKey: ['insights', days],
    queryFn: ({ signal }) => {
      const from = days === 1 ? undefined : new Date(Date.now() - days * DAY_MS).toISOString()
      return api.get<Insights>('/api/insights', { from }, signal)
    },
    placeholderData: (before) => before,
    refetchInterval: isLive ? TOLD_MS : RENEW_MS,
  })
}
