/** Chance with a seed: the same seed gives the same world. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean
}

/** A small, fast generator (mulberry32); good enough for worlds, never for secrets. */
export function seededRandom(seed: number): Random {
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ 0x85ebca6b) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return randomFrom(next)
}

/** Wraps any source of numbers in [0, 1), such as a property test's, as a {@link Random}. */
export function randomFrom(next: () => number): Random {
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (items) => {
      const index = Math.floor(next() * items.length)
      if (index >= items.length) throw new RangeError('cannot pick from an empty list')
      return at(items, index)
    },
    chance: (probability) => next() < probability,
  }
}

// The index was checked by the caller; the cast only drops the `undefined` that the compiler must assume.
function at<T>(items: readonly T[], index: number): T {
  return items[index] as T
}
