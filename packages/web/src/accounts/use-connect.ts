import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { AccountStatus } from '../api/types.ts'
import { startedHere, takeAnswer } from './sign-in-answer.ts'

/**
 * The ways to connect an account, and how the last one went.
 *
 * @param takesAnswers - whether a person who comes back from Calendly is met here; one place of a screen does.
 */
export function useConnect(takesAnswers = true) {
  const api = useApi()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries()
  const paste = useMutation<AccountStatus, ApiProblem, string>({
    mutationFn: (token) => api.post<AccountStatus>('/api/calendly/accounts', { token }),
    onSuccess,
  })
  const signIn = useMutation<{ url: string }, ApiProblem>({
    mutationFn: () => api.post<{ url: string }>('/api/calendly/oauth/start'),
    onSuccess: ({ url }) => startedHere(url),
  })
  const complete = useMutation<AccountStatus, ApiProblem, { code: string; state: string }>({
    mutationFn: (answer) => api.post<AccountStatus>('/api/calendly/oauth/complete', answer),
    onSuccess,
  })
  const [isDenied, setDenied] = useState(false)
  const { mutate } = complete
  useEffect(() => {
    if (!takesAnswers) return
    return takeAnswer((answer) => {
      setDenied(answer.error !== undefined)
      if (answer.error === undefined) mutate(answer)
    })
  }, [mutate, takesAnswers])
  return { paste, signIn, complete, isDenied }
}
