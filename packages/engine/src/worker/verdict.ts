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
  /** What the account is told even though the run went well. */
  readonly notice?: Omit<Problem, 'since'> | null
}

/**
 * Judges a run. A failed one never says less than the code of its cause and a sentence; one that read a part is
 * partial; only one that read everything lets "complete as of" move.
 */
export function judgeRun({ error, isComplete, errors, hasSeen, notice = null }: Ending): Verdict {
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
        : notice,
      errors,
    }
  }
  const { code, message } = describe(error)
  return {
    state: hasSeen ? 'partial' : 'failed',
    account: states[code] ?? 'failing',
    problem: {
      code,
      message,
      nextStep: nextSteps[code] ?? 'Nothing to do: what is stored stays, and the next check tries again.',
    },
    errors: [...errors, { code, message }],
  }
}

const states: Readonly<Record<string, Verdict['account']>> = {
  unauthenticated: 'reconnect',
  forbidden: 'limited',
  role_lost: 'limited',
  not_a_member: 'limited',
}

/**
 * What happened, in words for the person whose list it is; the technical sentence follows in brackets. Our own errors
 * hold no secrets and may be shown, anybody else's are named only.
 */
function describe(error: unknown): RunError {
  if (!(error instanceof SyncError)) {
    return { code: 'internal', message: 'Something unexpected ended this check; the log has the details.' }
  }
  const words = whatHappened[error.code]
  return { code: error.code, message: words ? `${words} (${error.message})` : error.message }
}

const whatHappened: Readonly<Record<string, string>> = {
  unauthenticated: 'Calendly no longer accepts the token, so nothing could be read.',
  forbidden: 'Calendly does not show this token what it asked for.',
  rate_limited: 'Calendly is limiting us and did not let this check through.',
  unavailable: 'Calendly had a fault of its own, so this check ended early.',
  timeout: 'Calendly did not answer in time, so this check ended early.',
  network: 'Calendly could not be reached, so this check ended early.',
  garbled: "Calendly's answer could not be read, so this check ended early.",
  oversized: "Calendly's answer was larger than it may be, so this check ended early.",
  redirected: 'Somebody else than Calendly seems to answer, so this check ended early.',
  paging_loop: "Calendly's list did not come to an end, so this check ended early.",
}

const nextSteps: Readonly<Record<string, string>> = {
  unauthenticated: 'Make a new token in Calendly (Integrations, API & Webhooks) and connect again.',
  forbidden: 'Check the scopes of the token and the role of its user in Calendly.',
  role_lost:
    "Make the token's user an owner or admin again in Calendly, or connect this account by itself. What is stored stays, and every check tries again.",
  not_a_member:
    'Add the user to the organization again in Calendly, or connect this account by itself. What is stored stays, and every check looks again.',
  no_token: 'Set CALENDLY_PERSONAL_ACCESS_TOKEN to a token of this Calendly user, or disconnect the account.',
  internal: 'Look at the log for this run; the next check tries again.',
}
