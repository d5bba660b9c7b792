import type { Meeting } from '../api/types.ts'
import { dayRange } from '../time/day-range.ts'
import type { Formats } from '../time/formats.ts'
import { offsetMs } from '../time/offset.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** What is shorter is drawn as long as this, so that it can be read. */
const LEAST_MINUTES = 30

/** The seven days of the week in which a day lies, Monday first. @param day - "2026-11-25" */
export function weekOf(day: string): readonly string[] {
  const atMs = Date.parse(`${day}T00:00:00Z`)
  const sinceMonday = (new Date(atMs).getUTCDay() + 6) % 7
  return [0, 1, 2, 3, 4, 5, 6].map((n) => dayAfter(day, n - sinceMonday))
}

/** @param days - how many later, negative: earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The instants between which a week lies. */
export function weekRange(days: readonly string[], timeZone: string) {
  const [first = '', last = ''] = [days[0], days.at(-1)]
  return { from: dayRange(first, timeZone).from, to: dayRange(last, timeZone).to }
}

/** A meeting in the column of its day. */
export interface Placed {
  readonly meeting: Meeting
  /** Minutes on the clock of its day: 9:30 is 570. */
  readonly from: number
  readonly to: number
  /** Meetings at the same time stand beside each other: which of how many. */
  readonly lane: number
  readonly lanes: number
}

/** Where the meetings of one day stand; what goes on after midnight ends there. @param meetings - by start time. */
export function placeDay(meetings: readonly Meeting[], formats: Formats): readonly Placed[] {
  const spans = meetings.map((meeting) => {
    const startMs = Date.parse(meeting.startTime)
    const clockMs = startMs + offsetMs(startMs, formats.timeZone)
    const from = Math.floor((((clockMs % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS)
    const length = Math.max(LEAST_MINUTES, (Date.parse(meeting.endTime) - startMs) / MINUTE_MS)
    return { meeting, from, to: Math.min(from + length, 1440) }
  })
  return clusters(spans.sort((a, b) => a.from - b.from)).flatMap(intoLanes)
}

type Span = Pick<Placed, 'meeting' | 'from' | 'to'>

/** Those that touch each other, directly or through others. */
function clusters(spans: readonly Span[]): readonly (readonly Span[])[] {
  const found: Span[][] = []
  let end = -1
  for (const span of spans) {
    const last = found.at(-1)
    if (last && span.from < end) last.push(span)
    else found.push([span])
    end = Math.max(last && span.from < end ? end : -1, span.to)
  }
  return found
}

/** Each takes the first lane that is free when it begins. */
function intoLanes(cluster: readonly Span[]): readonly Placed[] {
  const ends: number[] = []
  const placed = cluster.map((span) => {
    const free = ends.findIndex((end) => end <= span.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = span.to
    return { ...span, lane }
  })
  return placed.map((each) => ({ ...each, lanes: ends.length }))
}

/** First and last hour of the grid: the working day, and whatever lies outside of it. */
export function hoursOf(placed: readonly Placed[]): { readonly first: number; readonly last: number } {
  return {
    first: Math.min(8, ...placed.map(({ from }) => Math.floor(from / 60))),
    last: Math.max(18, ...placed.map(({ to }) => Math.ceil(to / 60))),
  }
}
