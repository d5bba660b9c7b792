import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from 'calendly-sync-engine'

/** What a worker looks after comes round at most so often; if such waits leapt, its loops would spin. */
const roundMs = 5000
/** Housekeeping waits longer, and nothing here waits for it. */
const longestLeapMs = 300_000

/**
 * A clock for the engine whose long waits for Calendly are over at once: where the engine would sleep a minute, it goes a
 * minute ahead. The wall clock is somebody else's, the simulator's for one.
 */
export function leapingClock(now: () => number): Clock {
  let leaptMs = 0
  return {
    now,
    monotonic: () => performance.now() + leaptMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      if (ms > roundMs && ms <= longestLeapMs) {
        leaptMs += ms
        return
      }
      await sleep(ms, undefined, signal ? { signal } : {}).catch(() => {})
      signal?.throwIfAborted()
    },
  }
}
