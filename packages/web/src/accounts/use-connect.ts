import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '../api/context.ts'
import type { AccountStatus } from '../api/types.ts'
import { startedHere, takeAnswer } from './sign-in-answer.ts'

/** The ways to connect an account, and how the last one went. */
export function useConnect() {
  const api = useApi()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries()
  const paste = useMutation({
    mutationFn: (token: string) => api.post<AccountStatus>('/api/calendly/accounts', { token }),
    onSuccess,
  })
  const signIn = useMutation({
    mutationFn: () => api.post<{ url: string }>('/api/calendly/oauth/start'),
    onSuccess: ({ url }) => startedHere(url),
  })
  const complete = useMutation({
    mutationFn: (answer: { code: string; state: string }) =>
      api.post<AccountStatus>('/api/calendly/oauth/complete', answer),
    onSuccess,
  })
  const [isDenied, setDenied] = useState(false)
  const { mutate } = complete
  useEffect(
    () =>
      takeAnswer((answer) => {
        setDenied(answer.error !== undefined)
        if (answer.error === undefined) mutate(answer)
      }),
    [mutate],
  )
  return { paste, signIn, complete, isDenied }
}
