import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { AlertRule, AlertRules, Answer, MailTest } from '../api/types.ts'

export type Whose = AlertRules['for']
export type MailPreview = Answer<'/api/alerts/preview'>

/** What is not named stays. */
export interface RulesChange {
  readonly mail?: boolean
  readonly digest?: boolean
  readonly kinds?: {
    readonly [Kind in AlertRule['kind']]?: Partial<Pick<AlertRule, 'isOn' | 'isMailed' | 'afterMinutes'>>
  }
}

/** What one is told of, and how. */
export function useRules(whose: Whose) {
  const api = useApi()
  return useQuery<AlertRules, ApiProblem>({
    queryKey: ['alert-rules', whose],
    queryFn: ({ signal }) => api.get<AlertRules>('/api/alerts/rules', { for: whose }, signal),
  })
}

/** Changes rules, one change after the other; what was pressed shows at once, and is taken back when it is refused. */
export function useChangeRules(whose: Whose) {
  const api = useApi()
  const queries = useQueryClient()
  const queryKey = ['alert-rules', whose]
  const mutationKey = ['change-alert-rules', whose]
  return useMutation<AlertRules, ApiProblem, RulesChange>({
    mutationKey,
    scope: { id: mutationKey.join(' ') },
    mutationFn: (change) => api.send('PUT', `/api/alerts/rules?for=${whose}`, change),
    async onMutate(change) {
      await queries.cancelQueries({ queryKey })
      queries.setQueryData<AlertRules>(queryKey, (rules) => rules && changed(rules, change))
    },
    onSuccess(rules) {
      // Another press may be on its way: its answer is the newer one.
      if (queries.isMutating({ mutationKey }) === 1) queries.setQueryData(queryKey, rules)
    },
    onError: () => queries.invalidateQueries({ queryKey }),
  })
}

function changed(rules: AlertRules, { kinds = {}, ...plain }: RulesChange): AlertRules {
  return { ...rules, ...plain, kinds: rules.kinds.map((rule) => ({ ...rule, ...kinds[rule.kind] })) }
}

/** A mail as it would be sent; the one before stays while another is fetched. */
export function usePreview(whose: Whose, kind: AlertRule['kind'], type: 'opened' | 'digest' | 'healed') {
  const api = useApi()
  return useQuery<MailPreview, ApiProblem>({
    queryKey: ['alert-preview', whose, kind, type],
    queryFn: ({ signal }) => api.get<MailPreview>('/api/alerts/preview', { for: whose, kind, type }, signal),
    placeholderData: (before) => before,
  })
}

/** Sends a test mail to where alerts would go. */
export function useTestMail(whose: Whose) {
  const api = useApi()
  return useMutation<MailTest, ApiProblem, void>({
    mutationFn: () => api.post(`/api/alerts/test?for=${whose}`),
  })
}
