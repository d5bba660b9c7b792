/** The simulator's time. Everything that Calendly would do "later" happens when this clock says so. */
export interface SimulatorClock {
  /** Epoch milliseconds. */
  now(): number
  /** Moves the clock by `ms`; negative values go back. */
  advance(ms: number): void
  /** Puts the clock at `epochMs`. */
  set(epochMs: number): void
}

/** Runs with real time, and can be moved: afterwards it goes on running from where it was put. */
export function realClock(): SimulatorClock {
  let offsetMs = 0
  return {
    now: () => Date.now() + offsetMs,
    advance: (ms) => {
      offsetMs += ms
    },
    set: (epochMs) => {
      offsetMs = epochMs - Date.now()
    },
  }
}

/** Stands still until it is moved: for tests that own the time. `startMs` is epoch milliseconds. */
export function manualClock(startMs: number): SimulatorClock {
  let nowMs = startMs
  return {
    now: () => nowMs,
    advance: (ms) => {
      nowMs += ms
    },
    set: (epochMs) => {
      nowMs = epochMs
    },
  }
}
