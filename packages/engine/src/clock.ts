import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

/** Time, passed in everywhere so that tests and benchmarks can move it. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. May jump; only for stamps that people or Calendly see. */
  now(): number
  /** Milliseconds since some fixed moment; never runs backwards. For every duration and deadline. */
  monotonic(): number
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

// Node fires a longer timer after 1 ms instead (TIMEOUT_MAX, Node docs "timers"): 24.8 days.
const longestTimerMs = 2_147_483_647

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted()
    try {
      for (let left = ms; left > 0; left -= longestTimerMs) {
        await delay(Math.min(left, longestTimerMs), undefined, signal ? { signal } : {})
      }
    } catch (error) {
      // Node wraps the reason in its own AbortError; callers compare with the reason they gave.
      signal?.throwIfAborted()
      throw error
    }
  },
}
