/** Times are held as epoch microseconds: Calendly's stamps differ by less than a millisecond. */

/** A point in time: epoch milliseconds, or ISO-8601 text with a zone, read to the microsecond. */
export type Instant = number | string

export const microsPerMs = 1000
export const msPerMinute = 60_000
export const msPerDay = 86_400_000

/** `2026-11-22T21:19:14.123456Z`. */
export function isoMicros(us: number): string {
  const ms = Math.floor(us / microsPerMs)
  const micros = us - ms * microsPerMs
  return `${new Date(ms).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`
}

/** `2026-11-22T21:19:14Z`: how Calendly prints the start of an available time. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

const isoPattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/i

/** Epoch microseconds of an ISO-8601 text with a zone, or undefined when it is none. */
export function parseIso(text: string): number | undefined {
  const match = isoPattern.exec(text)
  if (!match) return undefined
  const [, date, hoursMinutes, seconds = '00', fraction = '', zone = 'Z'] = match
  const ms = Date.parse(`${date}T${hoursMinutes}:${seconds}${zone.toUpperCase()}`)
  if (Number.isNaN(ms)) return undefined
  return ms * microsPerMs + Number(fraction.slice(0, 6).padEnd(6, '0'))
}

/** Epoch microseconds of an {@link Instant}; throws when the text is no time. */
export function toMicros(instant: Instant): number {
  const us = typeof instant === 'number' ? Math.round(instant * microsPerMs) : parseIso(instant)
  if (us === undefined || !Number.isFinite(us)) {
    throw new RangeError(`"${instant}" is no point in time: give epoch milliseconds or ISO-8601 with a zone`)
  }
  return us
}

/** The same calendar day and time `months` later, in UTC. */
export function addMonths(us: number, months: number): number {
  const date = new Date(Math.floor(us / microsPerMs))
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.getTime() * microsPerMs
}
