import type { CalendlyClient } from '../calendly/client.ts'
import type { Clock } from '../clock.ts'
import type { Problem, RunError, RunProgress } from '../contract.ts'
import type { Log } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { Account } from '../store/accounts.ts'
import type { Bell } from '../store/bell.ts'
import type { Database } from '../store/database.ts'
import type { Fence } from '../store/fence.ts'
import { readMark } from '../store/mark.ts'
import { merge } from '../store/merge/merge.ts'
import type { Observation } from '../store/merge/observation.ts'
import type { Window } from './plan.ts'

/** What every flow of one account's run is given. */
export interface Pass {
  readonly account: Account
  readonly fence: Fence
  readonly client: CalendlyClient
  readonly database: Database
  /** Rung when what people see has changed. */
  readonly bell: Pick<Bell, 'ring'>
  readonly clock: Clock
  readonly log: Log
  readonly window: Window
  /** Absent: this installation takes no webhooks. */
  readonly webhooks: WebhookSettings | undefined
  /** Ends the run at its next step: the worker is stopping, or lost the run. */
  readonly signal: AbortSignal
  /** `person` while somebody waits for the run. */
  readonly priority: 'person' | 'background'
  readonly journal: Journal
  /** By the clock's `monotonic()`. */
  readonly startedAtMs: number
}

/** How this installation takes webhooks. */
export interface WebhookSettings {
  /** What all our endpoint URLs begin with, up to the last slash. */
  readonly base: string
  /** Whether Calendly can be expected to reach it. */
  readonly isReachable: boolean
  /** Undefined: there is no key to keep signing keys under. */
  readonly secrets: Secrets | undefined
  /** What Calendly signs deliveries of the OAuth app with; undefined: it was not told to us. */
  readonly appKey: string | undefined
  /** Of the installation's grid. A subscription is looked after once a tick, whatever the number of accounts behind it. */
  readonly intervalMs: number
}

/** What a run has seen and what went wrong; shown while it runs and kept when it ends. */
export interface Journal {
  /** Uuids of the events that this run has looked at. */
  readonly seen: Set<string>
  readonly errors: RunError[]
  /** What the account is told even though the run went well. */
  notice: Omit<Problem, 'since'> | null
  /** What is being read, in words, and how far. */
  progress: RunProgress
  /** Epoch milliseconds until which Calendly's limit makes the run wait; in the past when it does not. */
  waitingUntilMs: number
}

export function newJournal(): Journal {
  return {
    seen: new Set(),
    errors: [],
    notice: null,
    progress: { doing: 'Starting', done: 0, total: null, secondsLeft: null },
    waitingUntilMs: 0,
  }
}

/**
 * The parts of an observation that are the same for every read of an account's own run. A meeting that goes from one
 * account of a user to another one stays the user's, so it speaks of all of them.
 */
export function ownRead(pass: Pass, cause: Observation['cause']) {
  const { account } = pass
  return {
    source: 'read',
    cause,
    accountId: account.id,
    users: new Map(account.calendly_users.map((uri) => [uri, account.user_id])),
    hostlessOwner: account.user_id,
    fence: pass.fence,
    events: [],
    invitees: [],
    completeFor: [],
  } as const
}

/** Merges what was read, and rings when it changed something that people see. @throws FenceLost */
export async function mergeRead(pass: Pass, observation: Observation): Promise<void> {
  const { changed } = await merge(pass.database, observation)
  if (changed.length > 0) pass.bell.ring('changes')
}

/** Notes that a list held events that nothing can be done with; the range does not count as complete. */
export function leaveOut(pass: Pass, count: number): void {
  pass.journal.errors.push({
    code: 'unusable_event',
    message: `Calendly listed ${count} event(s) without identity or time; they were left out.`,
  })
}

/** Options for a call of this run; the logical clock is read right before each request is sent. */
export function callOptions(pass: Pass) {
  return {
    signal: pass.signal,
    priority: pass.priority,
    beforePage: () => readMark(pass.database),
  }
}
