import type { AccountState, AccountStatus, Instant, RunState } from './contract.ts'

/*
 * What operators see: how the installation works, whose accounts it works for, and nothing of anybody's meetings. The
 * rules of contract.ts hold here as well.
 */

export interface OperationsQuery {
  /** Words in the address or name of a user. */
  readonly q?: string
  /** Users with an account that has this problem. */
  readonly code?: string
  /** Users with an account in this state. */
  readonly state?: AccountState
  readonly limit?: number
  readonly cursor?: string
}

/** One page of users, and how the whole installation is doing. */
export interface OperationsView {
  /** The one whose list is complete up to the oldest moment first; never imported before all, paused after all. */
  readonly users: readonly OperatedUser[]
  readonly nextCursor: string | null
  readonly totals: {
    readonly users: number
    readonly accounts: Readonly<Record<AccountState, number>>
  }
  /** Problems that accounts have, or had within 24 h; those with most accounts first. */
  readonly failures: readonly FailureGroup[]
  /** Runs of accounts. */
  readonly queue: {
    readonly waiting: number
    readonly running: number
    readonly oldestSeconds: number | null
  }
  /** Deliveries of webhooks that are still to be applied. */
  readonly inbox: { readonly waiting: number; readonly failed: number; readonly oldestSeconds: number | null }
  /** Calls to Calendly, the busiest first, 100 at most. */
  readonly budgets: readonly BudgetUse[]
  readonly workers: readonly {
    readonly id: string
    readonly startedAt: Instant
    readonly lastSeenAt: Instant
  }[]
  /** The oldest first, 100 at most. */
  readonly stuck: readonly StuckRun[]
  readonly isPaused: boolean
  readonly pausedSince: Instant | null
  readonly mutes: readonly Mute[]
}

export interface OperatedUser {
  readonly userId: string
  readonly email: string | null
  /** The oldest over the accounts that are not paused; null: one was never read completely, or all are paused. */
  readonly worstCompleteAsOf: Instant | null
  readonly accounts: readonly OperatedAccount[]
}

export interface OperatedAccount {
  readonly id: string
  readonly email: string | null
  readonly state: AccountState
  /** Code of its problem. */
  readonly problem: string | null
  readonly completeAsOf: Instant | null
  readonly lastSyncedAt: Instant | null
  readonly nextSyncAt: Instant | null
  /** Calls that its token may still make in this minute; null: it has made none yet. */
  readonly callsLeft: number | null
  readonly webhookState: AccountStatus['webhook']['state']
}

export interface FailureGroup {
  readonly code: string
  readonly message: string | null
  /** Runs of the last 24 h that ended with it. */
  readonly count: number
  /** Accounts that have it now. */
  readonly accounts: number
  /** Since when one of these has it; null: none has it any more. */
  readonly since: Instant | null
  /** Runs that ended with it, hour by hour, the last of 24 being the present one. */
  readonly trend: readonly number[]
}

/** What Calendly counts together: a token of one kind and one Calendly user. */
export interface BudgetUse {
  /** Stands for it; neither token nor name. */
  readonly id: string
  readonly kind: 'pat' | 'oauth'
  /** Calls taken in the present minute. */
  readonly used: number
  /** Calls a minute. */
  readonly limit: number
}

export interface StuckRun {
  /** Of one account, as in the log. */
  readonly accountRunId: string
  readonly accountId: string
  readonly userId: string
  readonly state: RunState
  /** `lease`: its worker fell silent, and nobody has taken it over yet; `waiting`: in line for longer than an interval. */
  readonly why: 'lease' | 'waiting'
  readonly since: Instant
}

/** No mails about a cause or an account, until then. */
export interface Mute {
  readonly id: string
  readonly code: string | null
  readonly accountId: string | null
  readonly until: Instant
  readonly createdAt: Instant
}

/** What operators do. Each is noted in the audit log, with who did it. */
export interface Operations {
  /** @throws SyncError `bad_cursor` */
  view(query?: OperationsQuery): Promise<OperationsView>
  /**
   * Stops the checks on schedule of one account, or of everybody; what people ask for, and webhooks, go on.
   *
   * @returns how many accounts changed; of everybody: 1, or 0 when it was so already.
   * @throws SyncError `not_found`
   */
  pause(operator: string, accountId?: string): Promise<number>
  /** @throws SyncError `not_found` */
  resume(operator: string, accountId?: string): Promise<number>
  /** Checks the accounts with a problem now: one cause, or all of them. `runId` null: there are none. */
  retry(
    operator: string,
    code?: string,
  ): Promise<{ readonly accounts: number; readonly runId: string | null }>
  /** A mute of the same thing is replaced. @throws SyncError `not_found` */
  mute(
    operator: string,
    what: { readonly code: string } | { readonly accountId: string },
    until: Instant,
  ): Promise<Mute>
  /** @returns false when there is no such mute. */
  unmute(operator: string, id: string): Promise<boolean>
}
