import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useApi } from '../api/context.ts'
import { keepLive } from './connection.ts'
import { createRenewal } from './renewal.ts'

/** What is asked for again after an event: first words of the keys of queries. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'meeting.changed': ['meetings', 'facets', 'meeting', 'clients', 'client'],
  'run.changed': ['runs', 'run', 'status', 'activity', 'insights', 'operations'],
  'account.changed': ['status', 'activity', 'operations', 'alerts', 'subscriptions'],
  'alert.changed': ['alerts', 'alert-preview'],
  'delivery.changed': ['status', 'deliveries', 'delivery', 'subscriptions', 'activity'],
}

/** What is counted over everything takes longer than rows, and does not hold them up. */
const COUNTED: readonly string[] = ['facets', 'insights', 'operations']

/** Only meetings have a history to be told from; of the rest just the present counts. */
const WITHOUT_HISTORY = [
  ...new Set(['run.changed', 'account.changed', 'alert.changed', 'delivery.changed'].flatMap(of)),
]
const ALL = [...WITHOUT_HISTORY, ...of('meeting.changed')]

function of(event: string): readonly string[] {
  return PARTS[event] ?? []
}

/**
 * Renews what is on screen as soon as it changes, wherever it was changed.
 *
 * @returns whether changes are told; while they are not, the queries ask by themselves.
 */
export function useLive(): boolean {
  const api = useApi()
  const queries = useQueryClient()
  const [isLive, setLive] = useState(false)
  useEffect(() => {
    const renewAll = (parts: readonly string[]) => Promise.all(parts.map((part) => renew(queries, [part])))
    const rows = createRenewal(renewAll)
    const counts = createRenewal(renewAll)
    const ask = (parts: readonly string[]) => {
      rows.ask(parts.filter((part) => !COUNTED.includes(part)))
      counts.ask(parts.filter((part) => COUNTED.includes(part)))
    }
    const end = keepLive({
      open: (place, signal) => api.stream('/api/events', place, signal),
      onOpen: (isResumed) => ask(isResumed ? WITHOUT_HISTORY : ALL),
      onEvent: ({ event }) => ask(PARTS[event] ?? []),
      onLive: setLive,
    })
    return () => {
      end()
      rows.stop()
      counts.stop()
    }
  }, [api, queries])
  return isLive
}

/**
 * Asks again without taking anybody else's question back: "Load more" under way is let end first, and one that was
 * pressed meanwhile, which takes ours back, is followed by another.
 */
async function renew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  do {
    const underWay = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })
    await Promise.allSettled(underWay.map((query) => query.promise))
    await queries.invalidateQueries({ queryKey }, { cancelRefetch: false })
  } while (queries.isFetching({ queryKey }) > 0)
}
