import { useEffect } from 'react'
import { useStored } from '../browser/stored.ts'
import { keepVisit, lookAgain, readVisit } from './last-visit.ts'

/**
 * Since when there is something to see anew, for this reader in this browser.
 *
 * @param userId - undefined while it is not known who reads.
 */
export function useLastVisit(userId: string | undefined, nowMs: number) {
  const [kept, keep] = useStored(`calendly-sync.visit.${userId ?? 'nobody'}`)
  const visit = readVisit(kept)
  const isDue = userId !== undefined && (!visit || nowMs - Date.parse(visit.activeAt) > 60_000)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the visit is what is written here
  useEffect(() => {
    if (isDue) keep(keepVisit(lookAgain(visit, nowMs)))
  }, [isDue])
  return {
    since: isDue && visit ? lookAgain(visit, nowMs).since : visit?.since,
    markAllSeen() {
      const now = new Date().toISOString()
      keep(keepVisit({ since: now, activeAt: now }))
    },
  }
}
