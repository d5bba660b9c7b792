/** Times are held as epoch microseconds, exact until the year 2255: Calendly's stamps differ by microseconds. */

/** A point in time: epoch milliseconds, or ISO-8601 text with a zone, read to the microsecond. */
export type Instant = number | string

export const microsPerMs = 1000
export const msPerMinute = 60_000
export const msPerDay = 86_400_000

/**
 * `2026-11-22T21:19:14.123456Z`.
 *
 * Counted by hand: a page of events holds 800 stamps, and `Date` takes three times as long. Days to dates as in
 * Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
 */
export function isoMicros(us: number): string {
  const days = Math.floor(us / 86_400_000_000)
  const micros = us - days * 86_400_000_000
  const seconds = Math.floor(micros / 1_000_000)
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const day = dayOfYear - Math.floor((153 * march + 2) / 5) + 1
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  const fraction = String(micros % 1_000_000).padStart(6, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}.${fraction}Z`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
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
