import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { SubscriptionAnswer, SubscriptionTrial, WebhookTest } from '../api/types.ts'

const RENEW_MS = 15_000
/** While changes are told, only so that what goes by itself (a silence, a countdown) stays right. */
const TOLD_MS = 60_000

/** The subscriptions behind the reader's accounts, and what is to be done for them. */
export function useSubscriptions(isLive: boolean) {
  const api = useApi()
  return useQuery<WebhookTest, ApiProblem>({
    queryKey: ['subscriptions'],
    queryFn: ({ signal }) => api.get<WebhookTest>('/api/calendly/webhook/test', {}, signal),
    refetchInterval: isLive ? TOLD_MS : RENEW_MS,
  })
}

export type SubscriptionVerb = 'recreate' | 'rotate' | 'test'

/** What can be done to the subscription behind an account, and what came of the last of it. */
export function useSubscriptionActions(accountId: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation<SubscriptionAnswer | SubscriptionTrial, ApiProblem, SubscriptionVerb>({
    mutationFn: (verb) => api.post(`/api/calendly/webhook/subscriptions/${accountId}/${verb}`),
    onSettled: () =>
      Promise.all(
        ['subscriptions', 'status', 'deliveries'].map((part) =>
          queries.invalidateQueries({ queryKey: [part] }),
        ),
      ),
  })
}
