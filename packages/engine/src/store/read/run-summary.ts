import type { AccountRun, Instant, Run, RunState, Trigger } from '../../contract.ts'

export interface RunHead {
  readonly id: string
  readonly trigger: Trigger
  readonly queuedAt: Instant
}

/**
 * A run is the sum of its account runs: it began with the first and ended with the last. One without any has
 * nothing to do and is over as soon as it is queued.
 */
export function summariseRun(head: RunHead, accounts: readonly AccountRun[]): Run {
  const sum = (figure: 'new' | 'updated' | 'deleted' | 'unchanged' | 'requests') =>
    accounts.reduce((total, account) => total + account[figure], 0)
  const startedAt = earliest(accounts.map((account) => account.startedAt))
  const isOver = accounts.every((account) => account.finishedAt !== null)
  const finishedAt = isOver ? latest(accounts.map((account) => account.finishedAt)) : null
  const isEmpty = accounts.length === 0
  return {
    ...head,
    state: stateOf(accounts.map((account) => account.state)),
    new: sum('new'),
    updated: sum('updated'),
    deleted: sum('deleted'),
    unchanged: sum('unchanged'),
    errors: accounts.flatMap((account) => account.errors),
    requests: sum('requests'),
    startedAt: isEmpty ? head.queuedAt : startedAt,
    finishedAt: isEmpty ? head.queuedAt : finishedAt,
    durationMs: isEmpty ? 0 : startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null,
    waitingUntil: latest(accounts.map((account) => account.waitingUntil)),
    accounts,
  }
}

/**
 * Told by the same account rows as everything else: read by another statement it could say "running" of a run that
 * has an end. The filter in runs.ts says the same in SQL.
 */
function stateOf(states: readonly RunState[]): RunState {
  const busy = (['running', 'waiting', 'queued'] as const).find((state) => states.includes(state))
  if (busy) return busy
  if (states.every((state) => state === 'succeeded')) return 'succeeded'
  return states.every((state) => state === 'failed') ? 'failed' : 'partial'
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return sorted(instants)[0] ?? null
}

function latest(instants: readonly (Instant | null)[]): Instant | null {
  return sorted(instants).at(-1) ?? null
}

/** Compared to the millisecond, which is enough to say how long a run took; the text itself keeps all digits. */
function sorted(instants: readonly (Instant | null)[]): Instant[] {
  return instants.filter((at) => at !== null).sort((a, b) => Date.parse(a) - Date.parse(b))
}
