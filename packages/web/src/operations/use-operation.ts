import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/context.ts'
import type { ApiProblem } from '../api/problem.ts'
import type { Mute } from '../api/types.ts'
import { renewFigures } from './renew.ts'
import { changedWords, retryWords } from './words.ts'

/** What mails are held back about. */
export type MuteWhat = { readonly code: string } | { readonly accountId: string }

/** Without `accountId` the schedule of everybody; without `code` whatever has a problem. */
export type Operation =
  | { readonly do: 'pause' | 'resume'; readonly accountId?: string }
  | { readonly do: 'retry'; readonly code?: string }
  | { readonly do: 'mute'; readonly what: MuteWhat; readonly until: string }
  | { readonly do: 'unmute'; readonly id: string }

export interface Outcome {
  readonly words: string
  /** The run that tells what becomes of it. */
  readonly runId?: string
}

/** What operators do, and in words what came of the last of it. */
export function useOperation() {
  const api = useApi()
  const queries = useQueryClient()

  async function act(operation: Operation): Promise<Outcome> {
    switch (operation.do) {
      case 'pause':
      case 'resume': {
        const { do: verb, ...body } = operation
        const { changed } = await api.post<{ changed: number }>(`/api/operations/${verb}`, body)
        return { words: changedWords(verb, changed, operation.accountId !== undefined) }
      }
      case 'retry': {
        const { do: _, ...body } = operation
        const { accounts, runId } = await api.post<{ accounts: number; runId: string | null }>(
          '/api/operations/retry',
          body,
        )
        return { words: retryWords(accounts), ...(runId !== null && { runId }) }
      }
      case 'mute':
        await api.post<Mute>('/api/operations/mute', { ...operation.what, until: operation.until })
        return { words: 'Muted.' }
      case 'unmute':
        await api.send('DELETE', `/api/operations/mute/${operation.id}`)
        return { words: 'Mails are sent again.' }
    }
  }

  return useMutation<Outcome, ApiProblem, Operation>({
    mutationFn: act,
    onSettled: () => renewFigures(queries),
  })
}
