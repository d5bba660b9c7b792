import type { Instant } from '../api/types.ts'
import { offsetMs } from './offset.ts'

const DAY_MS = 86_400_000

/**
 * The instants between which a calendar day lies in a zone: [from, to). A day is 23 or 25 hours long when clocks change.
 *
 * @param day - "2026-11-25"
 * @param timeZone - IANA name.
 */
export function dayRange(day: string, timeZone: string): { readonly from: Instant; readonly to: Instant } {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
  return { from: startOf(day, timeZone), to: startOf(next, timeZone) }
}

/** The first instant of the day: midnight, or later where clocks jump over it. */
function startOf(day: string, timeZone: string): Instant {
  const utcMs = Date.parse(`${day}T00:00:00Z`)
  const guesses = [utcMs - DAY_MS, utcMs, utcMs + DAY_MS].map((atMs) => utcMs - offsetMs(atMs, timeZone))
  const inside = guesses.filter((atMs) => dayAt(atMs, timeZone) === day)
  return new Date(Math.min(...(inside.length > 0 ? inside : guesses))).toISOString()
}

/** The calendar day of an instant, by the zone's own clock. */
function dayAt(atMs: number, timeZone: string): string {
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 10)
}
