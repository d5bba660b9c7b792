import { calendlyOrigin } from '../ids.ts'
import { isoMicros, parseIso } from '../stamps.ts'
import { type Detail, invalidArgument } from './answer.ts'

export type Query = Readonly<Record<string, string>>

/** Reads parameters, gathers every fault, and remembers the spelling that `next_page` will carry. */
export interface QueryReader {
  /** Parameters as `next_page` spells them: times to the microsecond. */
  readonly canonical: Record<string, string>
  text(name: string): string | undefined
  /** A time, in epoch microseconds. */
  time(name: string): number | undefined
  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined
  /** The identifier in a URI of the given noun. */
  uri(name: string, noun: string): string | undefined
  /** Page size, 20 unless asked. */
  count(): number
  /** Reports a parameter that must be there. */
  missing(name: string): void
  /** Reports a parameter that cannot be so. */
  wrong(name: string, message: string): void
  /** Throws 400 with all faults, if there are any. */
  check(): void
}

export function readQuery(query: Query): QueryReader {
  const details: Detail[] = []
  const canonical: Record<string, string> = {}
  const take = (name: string) => {
    const value = query[name]
    if (value !== undefined) canonical[name] = value
    return value
  }
  return {
    canonical,
    text: take,
    time: (name) => {
      const value = take(name)
      if (value === undefined) return undefined
      const us = parseIso(value)
      if (us === undefined) details.push({ parameter: name, message: 'is not a valid time' })
      else canonical[name] = isoMicros(us)
      return us
    },
    oneOf: (name, choices) => {
      const value = take(name)
      const choice = choices.find((one) => one === value)
      if (value !== undefined && choice === undefined) {
        details.push({ parameter: name, message: 'does not have a valid value' })
      }
      return choice
    },
    uri: (name, noun) => {
      const value = take(name)
      if (value === undefined) return undefined
      const prefix = `${calendlyOrigin}/${noun}/`
      const id = value.startsWith(prefix) ? value.slice(prefix.length) : ''
      if (id === '' || id.includes('/')) details.push({ parameter: name, message: 'is not a valid URI' })
      return id
    },
    count: () => {
      const value = take('count')
      const count = value === undefined ? 20 : Number(value)
      if (!Number.isInteger(count) || count < 1 || count > 100) {
        details.push({ parameter: 'count', message: 'must be between 1 and 100' })
      }
      canonical.count = String(count)
      return count
    },
    missing: (name) => details.push({ parameter: name, message: 'must be filled' }),
    wrong: (name, message) => details.push({ parameter: name, message }),
    check: () => {
      if (details.length > 0) throw invalidArgument(...details)
    },
  }
}
