import type { Instant } from '../api/types.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Words for instants, in one time zone and one clock habit (12 or 24 hours). */
export interface Formats {
  readonly timeZone: string
  /** "12:41" */
  time(at: Instant | number): string
  /** "2026-11-22", the reader's calendar day. */
  dayKey(at: Instant | number): string
  /** "Sunday 22 November 2026" */
  longDate(at: Instant | number): string
  /** "Sun 22 Nov" */
  shortDay(at: Instant | number): string
  /** "Sun 22 Nov 2026" */
  fullDay(at: Instant | number): string
  /** The shortest that is unmistakable from `nowMs`: "12:41", "Sunday 03:10", "3 Nov 03:10", "3 Nov 2024 03:10". */
  moment(at: Instant, nowMs: number): string
  /** "Today", "Tomorrow", "Yesterday", or nothing for other days. */
  nearDay(at: Instant, nowMs: number): string | undefined
  /** The same clock in another zone (made once), or undefined when the browser does not know it. */
  inZone(other: string): Formats | undefined
}

/**
 * @param timeZone - IANA name, `Europe/Berlin`.
 * @param is12Hour - "3:10 pm" instead of "15:10".
 */
export function createFormats(timeZone: string, is12Hour: boolean): Formats {
  const hours = { hour: is12Hour ? 'numeric' : '2-digit', minute: '2-digit', hour12: is12Hour } as const
  const clock = formatter(timeZone, hours)
  const weekday = formatter(timeZone, { weekday: 'long' })
  const shortDay = formatter(timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
  const fullDay = formatter(timeZone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const shortDate = formatter(timeZone, { day: 'numeric', month: 'short' })
  const datedYear = formatter(timeZone, { day: 'numeric', month: 'short', year: 'numeric' })
  const longDate = formatter(timeZone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const key = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const time = (at: Instant | number) => clock.format(new Date(at))
  const dayKey = (at: Instant | number) => key.format(new Date(at))
  const others = new Map<string, Formats | undefined>()

  return {
    timeZone,
    time,
    dayKey,
    longDate: (at) => longDate.format(new Date(at)).replaceAll(',', ''),
    shortDay: (at) => shortDay.format(new Date(at)).replaceAll(',', ''),
    fullDay: (at) => fullDay.format(new Date(at)).replaceAll(',', ''),
    moment(at, nowMs) {
      const date = new Date(at)
      if (dayKey(at) === dayKey(nowMs)) return time(at)
      const distanceMs = Math.abs(nowMs - date.getTime())
      if (distanceMs < 6 * DAY_MS) return `${weekday.format(date)} ${time(at)}`
      const day = distanceMs < 300 * DAY_MS ? shortDate : datedYear
      return `${day.format(date)} ${time(at)}`
    },
    nearDay(at, nowMs) {
      const days = daysBetween(dayKey(nowMs), dayKey(at))
      return { '0': 'Today', '1': 'Tomorrow', '-1': 'Yesterday' }[String(days)]
    },
    inZone(other) {
      if (!others.has(other)) others.set(other, isZone(other) ? createFormats(other, is12Hour) : undefined)
      return others.get(other)
    },
  }
}

/** How the reader's browser is set. */
export function readerFormats(): Formats {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const { hour12 } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions()
  return createFormats(timeZone, hour12 === true)
}

/** "just now", "2 min ago", "3 h ago", "2 days ago". A future instant (clocks differ) is "just now". */
export function ago(at: Instant, nowMs: number): string {
  const ageMs = nowMs - Date.parse(at)
  if (ageMs < MINUTE_MS) return 'just now'
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`
  if (ageMs < 2 * DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ago`
  return `${Math.floor(ageMs / DAY_MS)} days ago`
}

/** "45 s", "2 min", "1 h 5 min": a wait, rounded up so that it never ends early. */
export function wait(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** "45 s", "59 min", "3 h 59 min", "3 days": how long something has lasted, rounded down so that it is never too much. */
export function lasting(seconds: number): string {
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)]
  if (minutes < 1) return `${Math.max(0, Math.floor(seconds))} s`
  if (hours < 1) return `${minutes} min`
  if (hours >= 48) return `${Math.floor(hours / 24)} days`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

/** "30 min", "1 h 30 min": the length of a meeting. */
export function lengthOf(start: Instant, end: Instant): string {
  return wait(Math.max(60, (Date.parse(end) - Date.parse(start)) / 1000))
}

function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS)
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
