import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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

/**
 * Changes rules, one change after the other.
 *
 * @returns `shown`, which has what was pressed at once; what is refused is taken back.
 */
export function useChangeRules(rules: AlertRules) {
  const api = useApi()
  const queries = useQueryClient()
  const whose = rules.for
  // Not in the cache of queries, which tells a moment later: a box would jump back under the finger.
  const [pressed, setPressed] = useState<readonly RulesChange[]>([])
  const saving = useMutation<AlertRules, ApiProblem, RulesChange>({
    scope: { id: `alert-rules ${whose}` },
    mutationFn: (change) => api.send('PUT', `/api/alerts/rules?for=${whose}`, change),
    onSuccess: (saved) => queries.setQueryData(['alert-rules', whose], saved),
    onSettled: (_saved, _error, change) => setPressed((all) => all.filter((each) => each !== change)),
  })
  const change = (what: RulesChange) => {
    setPressed((all) => [...all, what])
    saving.mutate(what)
  }
  return { shown: pressed.reduce(changed, rules), saving, change }
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
