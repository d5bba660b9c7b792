import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Meeting, MeetingDetail } from '../api/types.ts'
import { knownRow } from './known-row.ts'

/** A meeting with all that is known of it; `row`: what a list knows of it already, so that it is there at once. */
export function useMeeting(id: string) {
  const api = useApi()
  const queries = useQueryClient()
  const query = useQuery<MeetingDetail, ApiProblem>({
    queryKey: ['meeting', id],
    queryFn: ({ signal }) => api.get<MeetingDetail>(`/api/meetings/${encodeURIComponent(id)}`, {}, signal),
  })
  const kept = useMemo<Meeting | undefined>(() => {
    const answers = queries.getQueriesData<unknown>({ queryKey: ['meetings'] })
    for (const [, answer] of answers) {
      const found = knownRow(answer, id)
      if (found) return found
    }
    return undefined
  }, [queries, id])
  return { detail: query.data, row: query.data ?? kept, error: query.error }
}
