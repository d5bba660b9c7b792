/** Whose call it is: a person waits for it, or nobody does. */
export type Priority = 'person' | 'background'

/** Why a call waits: evenly spaced under the limit, or Calendly has answered 429. */
export type WaitReason = 'pace' | 'blocked'

export interface Lease {
  /** Calls granted; at least 1. */
  granted: number
  /** The first may be sent this many milliseconds from now. */
  waitMs: number
  /** Each further one this many milliseconds later. */
  spacingMs: number
  /** The limit the store reckons with. */
  limitPerMinute: number
}

export interface LimitFact {
  limitPerMinute?: number
  /** Calls left in Calendly's window, told only when it is lower than our own sending explains. */
  remaining?: number
  /** Nothing may be sent for so long. */
  blockedForMs?: number
}

/** Shared memory of one Calendly bucket (credential and user): kept in Postgres, or in memory by `memoryBudgetStore`. */
export interface BudgetStore {
  lease(key: string, want: number, priority: Priority): Promise<Lease>
  learn(key: string, fact: LimitFact): Promise<void>
}
