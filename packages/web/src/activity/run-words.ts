import { plainWords } from '../api/plain-words.ts'
import type { AccountStatus, Run, RunChange, RunState } from '../api/types.ts'
import { nameOf } from '../home/problems.ts'
import type { Formats } from '../time/formats.ts'

export const STATE_WORDS: Readonly<Record<RunState, string>> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting for Calendly',
  succeeded: 'Done',
  partial: 'Partly done',
  failed: 'Failed',
}

/** What went wrong in a check, in four parts. */
export interface RunTrouble {
  readonly what: string
  readonly meaning: string
  readonly weDo: string | undefined
  readonly nextStep: string
  readonly technical: string | undefined
  readonly tone: 'late' | 'bad'
}

/** Each error once, named by its account where there are several. */
export function runTroubles(
  run: Run,
  accounts: readonly AccountStatus[],
  formats: Formats,
  nowMs: number,
): readonly RunTrouble[] {
  const told = new Map<string, RunTrouble>()
  for (const part of run.accounts)
    for (const { code, message } of part.errors) {
      const account = accounts.find(({ id }) => id === part.accountId)
      const { words, technical } = plainWords(message)
      const what = account && run.accounts.length > 1 ? `${nameOf(account)}: ${words}` : words
      const isStill = account?.problem?.code === code
      told.set(what, {
        what,
        technical,
        meaning: 'What could not be read stays in your list as it was.',
        weDo: nextWords(account, formats, nowMs),
        nextStep: isStill
          ? (account.problem?.nextStep ?? '')
          : 'Nothing to do: it has not come up again since.',
        tone: run.state === 'failed' ? 'bad' : 'late',
      })
    }
  return [...told.values()]
}

function nextWords(account: AccountStatus | undefined, formats: Formats, nowMs: number): string | undefined {
  const next = account?.nextSyncAt
  if (!next) return undefined
  return Date.parse(next) <= nowMs
    ? 'The next check is due any moment.'
    : `The next check is at ${formats.moment(next, nowMs)}.`
}

/** "New", "Moved from 3 Dec 12:00", "Cancelled" */
export function changeWords(change: RunChange, formats: Formats, nowMs: number): string {
  const { meeting, startTimeBefore } = change
  if (change.change === 'new')
    return meeting.rescheduledFrom === null ? 'New' : 'New, moved from another time'
  if (change.change === 'deleted')
    return meeting.rescheduledTo === null ? 'Cancelled' : 'Moved to another time'
  return startTimeBefore === null ? 'Updated' : `Moved from ${formats.moment(startTimeBefore, nowMs)}`
}
