import type { Clock } from '../clock.ts'
import { freshPace, learnFact, leasePlaces, type PaceState } from '../pacing.ts'
import type { BudgetStore } from './budget.ts'

/** Calendly's limit on paid plans; a Free account's 50 is learned from its first answer. */
export const defaultLimitPerMinute = 500

/** A `BudgetStore` for one process: library use without a shared database, and tests. */
export function memoryBudgetStore(
  clock: Pick<Clock, 'now' | 'monotonic'>,
  limitPerMinute: number = defaultLimitPerMinute,
): BudgetStore {
  const states = new Map<string, PaceState>()
  const stateOf = (key: string) => states.get(key) ?? freshPace(limitPerMinute)
  return {
    async lease(key, want, priority) {
      const { lease, state } = leasePlaces(stateOf(key), clock.monotonic(), want, priority)
      states.set(key, state)
      return lease
    },
    async learn(key, fact) {
      const msToNextMinute = 60_000 - (clock.now() % 60_000)
      states.set(key, learnFact(stateOf(key), clock.monotonic(), fact, msToNextMinute))
    },
  }
}
