import { ApiProblem } from '../api/problem.ts'
import type { Instant, Run } from '../api/types.ts'

/** What became of pressing the button, as far as this page knows. */
export type Press =
  | { readonly name: 'none' }
  | { readonly name: 'sent' }
  | { readonly name: 'answered'; readonly run: Run }
  | { readonly name: 'refused'; readonly error: Error }

/** The states of the Sync Calendly button. */
export type SyncState =
  | { readonly name: 'idle'; readonly last: Run | null }
  | { readonly name: 'queued' }
  | { readonly name: 'running'; readonly run: Run }
  | { readonly name: 'waiting'; readonly run: Run; readonly until: Instant | null }
  | { readonly name: 'done'; readonly run: Run }
  | { readonly name: 'partial'; readonly run: Run }
  | { readonly name: 'failed'; readonly run: Run | null; readonly error: Error | null }

/**
 * @param runs - newest first, as the server lists them. A run under way is shown whoever started it: pressing joins it.
 */
export function syncState(press: Press, runs: readonly Run[]): SyncState {
  const pressed =
    press.name === 'answered' ? (runs.find(({ id }) => id === press.run.id) ?? press.run) : undefined
  const underWay = pressed && isUnderWay(pressed) ? pressed : runs.find(isUnderWay)
  if (underWay) return underWayState(underWay)
  if (press.name === 'sent') return { name: 'queued' }
  if (press.name === 'refused') return { name: 'failed', run: null, error: press.error }
  const last = runs.find((run) => run.finishedAt !== null) ?? null
  if (pressed && !isSuperseded(pressed, last)) return endState(pressed)
  return { name: 'idle', last: last ?? pressed ?? null }
}

/** A run that has not ended. */
export function isUnderWay(run: Run): boolean {
  return run.state === 'queued' || run.state === 'running' || run.state === 'waiting'
}

/** Whether an error is only that nothing is connected: the button then explains, it does not alarm. */
export function isNoAccount(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 409
}

/** Our own server is away: what it would do next is not known. */
export function isUnreachable(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 0
}

function underWayState(run: Run): SyncState {
  if (run.state === 'queued') return { name: 'queued' }
  if (run.state === 'running') return { name: 'running', run }
  return { name: 'waiting', run, until: run.waitingUntil }
}

function endState(run: Run): SyncState {
  if (run.state === 'failed') return { name: 'failed', run, error: null }
  return { name: run.state === 'partial' ? 'partial' : 'done', run }
}

/** A later check has ended since: its result is the news now. */
function isSuperseded(pressed: Run, last: Run | null): boolean {
  return last !== null && last.id !== pressed.id && last.queuedAt > pressed.queuedAt
}
