import type { Clock } from '../clock.ts'

/** Sleeps that a call ends early; a call that comes while nobody sleeps ends the next sleep. */
export interface Call {
  ring(): void
  wait(ms: number): Promise<void>
}

export function createCall(clock: Pick<Clock, 'sleep'>): Call {
  let isCalled = false
  let wake = new AbortController()
  return {
    ring() {
      isCalled = true
      wake.abort()
    },
    async wait(ms) {
      if (!isCalled) await clock.sleep(ms, wake.signal).catch(() => {})
      isCalled = false
      wake = new AbortController()
    },
  }
}
