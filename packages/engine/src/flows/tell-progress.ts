import type { Pass } from './pass.ts'
import type { PassPlan } from './plan.ts'
import { estimateSecondsLeft } from './progress.ts'

/**
 * Shows in the journal what is being read and how long it will take.
 *
 * @returns to be told of the events read since, and of how many are left of the range.
 */
export function tellProgress(
  pass: Pass,
  plan: PassPlan,
  ranges: { readonly rangesDone: number; readonly rangesLeft: number },
): (read: number, leftHere: number) => void {
  const { journal, clock } = pass
  return (read, leftHere) => {
    const done = journal.progress.done + read
    const elapsedMs = clock.monotonic() - pass.startedAtMs
    const secondsLeft = estimateSecondsLeft({ done, leftHere, ...ranges, elapsedMs }) ?? null
    journal.progress = { doing: words[plan.cause], done, total: done + leftHere, secondsLeft }
  }
}

const words: Readonly<Record<PassPlan['cause'], string>> = {
  import: 'Reading your meetings for the first time',
  tick: 'Reading what lies ahead',
  recent: 'Reading the last 90 days',
  history: 'Reading the past',
}

/** Whether this is the reading of a great deal, which people wait for; a tick is over before anybody looks. */
export function isBackfill(doing: string): boolean {
  return doing !== words.tick
}
