import type { Instant, Meeting } from '../contract.ts'

/** What a run made of a meeting, as its counts have it. */
export interface RunChange {
  readonly change: 'new' | 'updated' | 'deleted'
  /** Where it stood before, when Calendly gave the same meeting another time; null otherwise. */
  readonly startTimeBefore: Instant | null
  /** As it is now. */
  readonly meeting: Meeting
}
