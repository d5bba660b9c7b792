/** Asks again for parts of the page, seldom enough. */
export interface Renewal {
  ask(parts: readonly string[]): void
  stop(): void
}

const GATHER_MS = 20
const REST_MS = 150

/**
 * Many wishes become one renewal, and two renewals lie 150 ms apart at least; where they take long (many pages, a slow
 * server) four times as long as the last one took. A renewal is never begun before the one before has ended: a question
 * asked anew before its answer came would never be answered while much is changing.
 *
 * @param renew - settles when the answers are there.
 */
export function createRenewal(renew: (parts: readonly string[]) => Promise<unknown>): Renewal {
  const wanted = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  function wait(ms: number): void {
    timer = setTimeout(async () => {
      if (wanted.size === 0) {
        timer = undefined
        return
      }
      const parts = [...wanted]
      wanted.clear()
      const began = performance.now()
      await renew(parts).catch(() => {}) // a failed question shows its trouble where it was asked
      if (!isStopped) wait(Math.max(REST_MS, 4 * (performance.now() - began)))
    }, ms)
  }

  return {
    ask(parts) {
      if (isStopped) return
      for (const part of parts) wanted.add(part)
      if (timer === undefined) wait(GATHER_MS)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
