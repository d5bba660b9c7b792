import type { Instant } from '../api/types.ts'

/** A visit, and since when there is something to see anew. */
export interface Visit {
  /** The end of the visit before, or when the reader last said "all seen". */
  readonly since: Instant
  /** When the list was last looked at. */
  readonly activeAt: Instant
}

/** So long away, and the next look is another visit. */
const AWAY_MS = 30 * 60_000

/**
 * The visit that a look at the list belongs to: while one keeps looking nothing that changed counts as seen, so that
 * it does not vanish under one's eyes.
 */
export function lookAgain(before: Visit | undefined, nowMs: number): Visit {
  const now = new Date(nowMs).toISOString()
  if (!before) return { since: now, activeAt: now }
  const isAnother = nowMs - Date.parse(before.activeAt) > AWAY_MS
  return { since: isAnother ? before.activeAt : before.since, activeAt: now }
}

/** What was kept; undefined when it is none of ours. */
export function readVisit(kept: string | null): Visit | undefined {
  const [since, activeAt] = (kept ?? '').split(' ')
  const isOurs = [since, activeAt].every((at) => at !== undefined && !Number.isNaN(Date.parse(at)))
  return isOurs && since && activeAt ? { since, activeAt } : undefined
}

export function keepVisit({ since, activeAt }: Visit): string {
  return `${since} ${activeAt}`
}
