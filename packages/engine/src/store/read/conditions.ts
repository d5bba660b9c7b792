/** A WHERE clause that grows by conditions, each with its bound values. */
export interface Conditions {
  /** Adds a condition; every `?` in it stands for the next of the values. */
  add(condition: string, ...values: readonly unknown[]): void
  /** Binds one more value and answers its parameter, `$1`. */
  bind(value: unknown): string
  readonly where: string
  readonly values: readonly unknown[]
}

/** Pure: text and values, nothing is run. Conditions are fixed text of ours; what callers say is always bound. */
export function conditions(): Conditions {
  const all: string[] = []
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  return {
    bind,
    add: (condition, ...bound) => {
      let next = 0
      all.push(`(${condition.replaceAll('?', () => bind(bound[next++]))})`)
    },
    get where() {
      return all.length === 0 ? 'true' : all.join(' AND ')
    },
    values,
  }
}

/** ILIKE patterns, one per word: a text that fits all of them holds every word, whatever the order. */
export function wordPatterns(q: string): string[] {
  return q
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
}
