import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Page, Run, Status } from '../api/types.ts'
import { isUnderWay } from '../sync/state.ts'

const BUSY_MS = 2_000
const QUIET_MS = 15_000

/** While changes are told, so seldom is looked whether one was not. */
const TOLD_MS = 60_000

/**
 * The server's account of itself, asked every two seconds while a run is under way and every 15 s otherwise; hardly ever
 * while changes are told (`isLive`).
 */
export function useStatus(isBusy: boolean, isLive: boolean) {
  const api = useApi()
  return useQuery<Status, ApiProblem>({
    queryKey: ['status'],
    queryFn: ({ signal }) => api.get<Status>('/api/calendly/status', {}, signal),
    refetchInterval: isLive ? TOLD_MS : isBusy ? BUSY_MS : QUIET_MS,
  })
}

/** The newest runs. `isExpectingOne`: the button was pressed, so a run is about to show. */
export function useRuns(isExpectingOne: boolean, isLive: boolean) {
  const api = useApi()
  return useQuery<Page<Run>, ApiProblem>({
    queryKey: ['runs'],
    queryFn: ({ signal }) => api.get<Page<Run>>('/api/calendly/runs', { limit: 5 }, signal),
    refetchInterval: ({ state }) => {
      if (isLive) return TOLD_MS
      return isExpectingOne || state.data?.data.some(isUnderWay) ? BUSY_MS : QUIET_MS
    },
  })
}
