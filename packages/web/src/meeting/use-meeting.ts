import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { MeetingDetail } from '../api/types.ts'

export function useMeeting(id: string) {
  const api = useApi()
  return useQuery<MeetingDetail, ApiProblem>({
    queryKey: ['meeting', id],
    queryFn: ({ signal }) => api.get<MeetingDetail>(`/api/meetings/${encodeURIComponent(id)}`, {}, signal),
  })
}
