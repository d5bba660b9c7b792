import type { AccountState, Problem, RunError } from '../contract.ts'
import { SyncError } from '../errors.ts'

/** How a run ended, for itself and for its account. */
export interface Verdict {
  readonly state: 'succeeded' | 'partial' | 'failed'
  readonly account: Exclude<AccountState, 'paused'>
  readonly problem: Omit<Problem, 'since'> | null
  readonly errors: readonly RunError[]
}

/** What a run is judged by. */
export interface Ending {
  /** What ended it early. */
  readonly error: unknown
  readonly isComplete: boolean
  readonly errors: readonly RunError[]
  /** Whether anything was read before it ended. */
  readonly hasSeen: boolean
}

/**
 * Judges a run. A failed one never says less than the code of its cause and a sentence; one that read a part is
 * partial; only one that read everything lets "complete as of" move.
 */
export function judgeRun({ error, isComplete, errors, hasSeen }: Ending): Verdict {
  if (error === undefined) {
    const open = isComplete ? undefined : errors.find((one) => one.code === 'missing_meetings')
    return {
      state: isComplete && errors.length === 0 ? 'succeeded' : 'partial',
      account: 'active',
      problem: open
        ? {
            ...open,
            nextStep: 'Confirm that these meetings are gone, or wait: two days of equal lists confirm it.',
          }
        : null,
      errors,
    }
  }
  const { code, message } = describe(error)
  return {
    state: hasSeen ? 'partial' : 'failed',
    account: code === 'unauthenticated' ? 'reconnect' : code === 'forbidden' ? 'limited' : 'failing',
    problem: { code, message, nextStep: nextSteps[code] ?? 'Nothing to do: the next check tries again.' },
    errors: [...errors, { code, message }],
  }
}

/** A message that may be shown: our own errors hold no secrets, anybody else's are named only. */
function describe(error: unknown): RunError {
  if (error instanceof SyncError) return { code: error.code, message: error.message }
  return { code: 'internal', message: 'Something unexpected ended this run; the log has the details.' }
}

const nextSteps: Readonly<Record<string, string>> = {
  unauthenticated: 'Calendly no longer accepts the token: make a new one in Calendly and connect again.',
  forbidden: 'The token may not read this: check its scopes and the role of its user in Calendly.',
  no_token: 'Set CALENDLY_PERSONAL_ACCESS_TOKEN to a token of this Calendly user, or disconnect the account.',
  internal: 'Look at the log for this run; the next check tries again.',
}
