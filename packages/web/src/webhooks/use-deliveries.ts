import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import { ApiProblem } from '../api/problem.ts'
import type { Delivery, DeliveryDetail, Page } from '../api/types.ts'
import type { DeliveryFilter } from './delivery-filter.ts'

const PAGE_SIZE = 50
const RENEW_MS = 15_000

/** What Calendly delivered, newest first, page after page. Earlier rows stay while another filter is answered. */
export function useDeliveries(filter: DeliveryFilter, isLive: boolean) {
  const api = useApi()
  return useInfiniteQuery<
    Page<Delivery>,
    ApiProblem,
    readonly Delivery[],
    readonly unknown[],
    string | undefined
  >({
    queryKey: ['deliveries', filter],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<Page<Delivery>>(
        '/api/calendly/webhook/deliveries',
        { ...filter, limit: PAGE_SIZE, cursor },
        signal,
      ),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
    placeholderData: (before) => before,
    refetchInterval: isLive ? false : RENEW_MS,
  })
}

/** One delivery; what is personal in it is hidden. */
export function useDelivery(id: string, isLive: boolean) {
  const api = useApi()
  return useQuery<DeliveryDetail, ApiProblem>({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => api.get<DeliveryDetail>(pathOf(id), {}, signal),
    placeholderData: (before) => before,
    refetchInterval: isLive ? false : RENEW_MS,
  })
}

/** Shows what is personal in a delivery: asked for once and by hand, because each time is noted. */
export function useReveal(id: string) {
  const api = useApi()
  return useMutation<DeliveryDetail, ApiProblem>({
    mutationFn: () => api.get<DeliveryDetail>(pathOf(id), { reveal: 'true' }),
  })
}

/** How many deliveries a filter means, before they are replayed; at most 10,000, as many as one replay takes. */
export function useReplayPreview(filter: DeliveryFilter) {
  const api = useApi()
  return useQuery<{ readonly waiting: number }, ApiProblem>({
    queryKey: ['replay-preview', filter],
    queryFn: () => api.post('/api/calendly/webhook/deliveries/replay', { ...filter, preview: true }),
    staleTime: 0,
    gcTime: 0,
  })
}

/** Deliveries by name, or all that a filter means. */
export type ReplayWhat = readonly string[] | DeliveryFilter

/** Puts deliveries back into the queue. @returns how many wait now. */
export function useReplay() {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation<number, ApiProblem, ReplayWhat>({
    mutationFn: async (what) => {
      if (!isList(what)) {
        const body = { ...what }
        return (await api.post<{ waiting: number }>('/api/calendly/webhook/deliveries/replay', body)).waiting
      }
      // One after another: each is a small write, and the first refusal says what the rest would meet.
      let waiting = 0
      for (const id of what) {
        try {
          waiting += (await api.post<{ waiting: number }>(`${pathOf(id)}/replay`)).waiting
        } catch (error) {
          throw waiting === 0 || !(error instanceof ApiProblem)
            ? error
            : halfDone(waiting, what.length, error)
        }
      }
      return waiting
    },
    onSettled: () =>
      Promise.all(['deliveries', 'delivery'].map((part) => queries.invalidateQueries({ queryKey: [part] }))),
  })
}

function isList(what: ReplayWhat): what is readonly string[] {
  return Array.isArray(what)
}

function halfDone(done: number, all: number, { status, code, message }: ApiProblem): ApiProblem {
  return new ApiProblem(status, code, `${done} of ${all} are replayed, then: ${message}`)
}

function pathOf(id: string): string {
  return `/api/calendly/webhook/deliveries/${encodeURIComponent(id)}`
}
