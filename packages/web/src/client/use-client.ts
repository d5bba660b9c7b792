import { useMutationState, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Client, ClientDetail, Page } from '../api/types.ts'
import { useApp } from '../app/context.ts'

const RENEW_MS = 60_000

/** A client with all that is known; `row`: what the list knows already, so that it is there at once. */
export function useClient(id: string) {
  const api = useApi()
  const { isLive } = useApp()
  const queries = useQueryClient()
  // A change may be told before the drawer is closed: nobody is there to be asked for.
  const isErased = useMutationState({
    filters: { mutationKey: erasing(id) },
    select: ({ state }) => state.status,
  }).some((status) => status === 'pending' || status === 'success')
  const query = useQuery<ClientDetail, ApiProblem>({
    queryKey: ['client', id],
    queryFn: ({ signal }) => api.get<ClientDetail>(clientPath(id), {}, signal),
    enabled: !isErased,
    refetchInterval: isLive ? false : RENEW_MS,
  })
  const kept = useMemo(() => {
    const lists = queries.getQueriesData<{ readonly pages?: readonly Page<Client>[] }>({
      queryKey: ['clients'],
      predicate: ({ queryKey }) => queryKey[1] === 'all' || queryKey[1] === 'guests',
    })
    return lists
      .flatMap(([, list]) => list?.pages ?? [])
      .flatMap(({ data }) => data)
      .find((client) => client.id === id)
  }, [queries, id])
  return { detail: query.data, row: query.data ?? kept, error: query.error }
}

export function clientPath(id: string): string {
  return `/api/clients/${encodeURIComponent(id)}`
}

/** Key of the mutation that erases a client. */
export function erasing(id: string): readonly string[] {
  return ['erase-client', id]
}
