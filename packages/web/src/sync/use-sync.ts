import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/context.ts'
import type { Run, Status } from '../api/types.ts'
import { useRuns, useStatus } from '../freshness/use-status.ts'
import { isUnderWay, type Press, syncState } from './state.ts'

/**
 * Status, newest runs and the button, which depend on each other: a run under way makes all three ask more often, unless
 * changes are told (`isLive`).
 */
export function useSync(isLive: boolean) {
  const api = useApi()
  const queries = useQueryClient()
  const [isJoined, setJoined] = useState(false)
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['runs'] }),
      queries.invalidateQueries({ queryKey: ['status'] }),
    ])
  const post = useMutation({
    mutationFn: () => api.post<{ run: Run }>('/api/calendly/sync'),
    onMutate: () => setTimeout(renew, 150), // shows the run while its answer is still awaited
    onSettled: renew,
  })
  const runs = useRuns(post.isPending, isLive)
  const newest = runs.data?.data ?? []
  const isBusy = post.isPending || newest.some(isUnderWay)
  const status = useStatus(isBusy, isLive)
  const state = syncState(pressOf(post), newest)

  return {
    status,
    /** Before the first answer, whatever it says. */
    isFirst: status.isPending || runs.isPending,
    runs: newest,
    state,
    isJoined: isJoined && isBusy,
    /** Pressing while a check is under way joins it. */
    press() {
      setJoined(isBusy)
      if (!post.isPending) post.mutate()
    },
    /** Changes whenever rows may have changed. */
    mark: markOf(status.data, newest),
  }
}

type Post = {
  readonly isPending: boolean
  readonly error: Error | null
  readonly data: { readonly run: Run } | undefined
}

function pressOf({ isPending, error, data }: Post): Press {
  if (isPending) return { name: 'sent' }
  if (error) return { name: 'refused', error }
  return data ? { name: 'answered', run: data.run } : { name: 'none' }
}

function markOf(status: Status | undefined, runs: readonly Run[]): string {
  const synced = status?.accounts.map((account) => account.lastSyncedAt) ?? []
  const written = runs.map((run) => `${run.id} ${run.new + run.updated + run.deleted} ${run.finishedAt}`)
  return [...synced, ...written].join(' ')
}
