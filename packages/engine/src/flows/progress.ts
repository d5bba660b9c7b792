/** How far a run with several ranges is. */
export interface Reached {
  /** Events whose invitees were read, in all ranges so far. */
  readonly done: number
  /** Events of the range under way that are still to be read. */
  readonly leftHere: number
  readonly rangesDone: number
  readonly rangesLeft: number
  /** Milliseconds since the run began. */
  readonly elapsedMs: number
}

/**
 * Time left, as far as it can be known: Calendly tells no total, so ranges not listed yet are taken to hold as many
 * events as the ones that were, and to go as fast. Undefined before anything was read.
 */
export function estimateSecondsLeft({
  done,
  leftHere,
  rangesDone,
  rangesLeft,
  elapsedMs,
}: Reached): number | undefined {
  if (done === 0 || elapsedMs <= 0) return undefined
  const perRange = (done + leftHere) / (rangesDone + 1)
  const left = leftHere + perRange * rangesLeft
  return Math.ceil((left * elapsedMs) / done / 1000)
}
