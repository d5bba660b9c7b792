/** What stands behind the question mark, by name; a name that comes twice keeps its last value. */
export type Search = Readonly<Record<string, string>>

/** Reads the query of an address as plain text: `?q=5` is the text "5". */
export function parseSearch(query: string): Search {
  return Object.fromEntries(new URLSearchParams(query))
}

/** The shortest query: what is undefined or empty is left out. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** The value as text, or undefined when it is missing or empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The value when it is one of these, else undefined. */
export function oneOf<Name extends string>(names: readonly Name[], value: unknown): Name | undefined {
  return names.find((name) => name === value)
}

/** A day that exists, "2026-11-25", or undefined. */
export function day(value: unknown): string | undefined {
  const given = text(value)
  if (given === undefined || !/^\d{4}-\d\d-\d\d$/.test(given)) return undefined
  const date = new Date(`${given}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(given) ? undefined : given
}
