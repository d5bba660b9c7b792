import type { Random } from '../random.ts'
import type { Conduct } from './types.ts'

/** What becomes of one message. */
export interface Fate {
  isLost: boolean
  /** Real milliseconds before each of its copies is sent; two of them for a duplicate. */
  delaysMs: readonly number[]
}

const overtakingMs = [0, 50] as const

/** Decides a message's fate. Nothing is drawn for what is not asked for. */
export function fateOf(conduct: Conduct, random: Random): Fate {
  if (conduct.lose !== undefined && random.chance(conduct.lose)) return { isLost: true, delaysMs: [] }
  const isTwice = conduct.duplicate !== undefined && random.chance(conduct.duplicate)
  const range = conduct.delayMs ?? (conduct.reorder ? overtakingMs : undefined)
  const delay = () => (range === undefined ? 0 : random.int(range[0], range[1]))
  return { isLost: false, delaysMs: isTwice ? [delay(), delay()] : [delay()] }
}

/** Throws a RangeError that says what is wrong with it. */
export function checkConduct({ duplicate, lose, delayMs }: Conduct): void {
  for (const [name, share] of Object.entries({ duplicate, lose })) {
    if (share !== undefined && !(share >= 0 && share <= 1)) {
      throw new RangeError(`"${name}" is a share from 0 to 1, not ${share}`)
    }
  }
  if (delayMs === undefined) return
  const [min, max] = delayMs
  if (!(Number.isFinite(min) && Number.isFinite(max) && min >= 0 && min <= max)) {
    throw new RangeError(`"delayMs" is [min, max] in milliseconds, not [${min}, ${max}]`)
  }
}
