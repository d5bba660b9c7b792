import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from 'calendly-sync-engine'

/** Waits up to here are waited; the loops of a worker must not spin. */
const longestRealWaitMs = 3000

/**
 * A clock for the engine whose long waits are over at once: where the engine would sleep a minute, it goes a minute
 * ahead. The wall clock is somebody else's, the simulator's for one.
 */
export function leapingClock(now: () => number): Clock {
  let leaptMs = 0
  return {
    now,
    monotonic: () => performance.now() + leaptMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      if (ms > longestRealWaitMs) {
        leaptMs += ms
        return
      }
      await sleep(ms, undefined, signal ? { signal } : {}).catch(() => {})
      signal?.throwIfAborted()
    },
  }
}
