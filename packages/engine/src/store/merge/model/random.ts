/** Numbers that look random and replay from their seed; a multiplication and two shifts each. */
export interface Random {
  /** A whole number below `limit`. */
  below(limit: number): number
}

/** @param seed - any whole number; neighbours yield unlike sequences (mulberry32). */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
    },
  }
}
