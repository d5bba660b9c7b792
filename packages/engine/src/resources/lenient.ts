/** Readers for one member of a payload each: what has the wrong type is absent, never an error. */

export type JsonObject = Readonly<Record<string, unknown>>

export function object(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A string; numbers become their text (Zoom ids and amounts arrive as either). */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : null
}

/** A whole number, also when it arrives as text. */
export function integer(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && Math.abs(number) < 2 ** 31
    ? number
    : null
}

/**
 * An ISO 8601 instant, kept as text: a JavaScript `Date` would cut the microseconds that order updates.
 *
 * @returns the text as given, or null when Postgres could not read it as a timestamptz.
 */
export function instant(value: unknown): string | null {
  if (typeof value !== 'string' || !isoInstant.test(value)) return null
  const ms = Date.parse(value)
  return ms >= firstMs && ms < lastMs && isRealDay(value.slice(0, 10)) ? value : null
}

/** JavaScript takes 30 February for 2 March; Postgres refuses it, and with it the whole batch. */
function isRealDay(day: string): boolean {
  if (day.slice(8) <= '28') return true // every month has these, and a list has hundreds of instants
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}

// Postgres knows no year 0, and no zone of 16 hours or more.
const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-](0\d|1[0-5]):?\d{2})$/
const firstMs = Date.parse('0001-01-02T00:00:00Z')
const lastMs = Date.parse('9999-12-31T00:00:00Z')
