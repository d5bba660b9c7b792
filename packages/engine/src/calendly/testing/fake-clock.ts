import type { Clock } from '../../clock.ts'

export interface FakeClock extends Clock {
  /** Lets `ms` of this clock pass; sleepers wake in order, each with the time it asked for. */
  advance(ms: number): Promise<void>
  /** Lets time pass, as far as sleepers ask, until the work is done. */
  runUntil<T>(work: Promise<T>): Promise<T>
}

interface Sleeper {
  at: number
  wake: () => void
}

/** A clock that stands still until a test moves it. */
export function fakeClock(startMs = Date.UTC(2026, 10, 22, 12)): FakeClock {
  let now = 0
  let sleepers: Sleeper[] = []

  async function settle(): Promise<void> {
    // Twice: a promise chain that ends in a timer of its own may start another.
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  function wakeNext(before: number): boolean {
    const next = sleepers.reduce<Sleeper | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined)
    if (!next || next.at > before) return false
    sleepers = sleepers.filter((sleeper) => sleeper !== next)
    now = Math.max(now, next.at)
    next.wake()
    return true
  }

  return {
    now: () => startMs + now,
    monotonic: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper = { at: now + Math.max(0, ms), wake: resolve }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper)
          reject(signal.reason)
        })
      }),
    async advance(ms) {
      const end = now + ms
      await settle()
      while (wakeNext(end)) await settle()
      now = end
    },
    async runUntil(work) {
      let done = false
      const finish = () => {
        done = true
      }
      work.then(finish, finish)
      await settle()
      while (!done) {
        wakeNext(Number.POSITIVE_INFINITY)
        await settle()
      }
      return work
    },
  }
}
