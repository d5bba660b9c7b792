import type { Meeting } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'

export interface Day {
  /** "2026-11-25" in the reader's zone. */
  readonly key: string
  readonly meetings: readonly [Meeting, ...Meeting[]]
}

/** Splits a list that is ordered by start time into the reader's days; the order stays as it is. */
export function groupByDay(meetings: readonly Meeting[], formats: Formats): readonly Day[] {
  const days: { key: string; meetings: [Meeting, ...Meeting[]] }[] = []
  for (const meeting of meetings) {
    const key = dayOf(meeting, formats)
    const last = days.at(-1)
    if (last?.key === key) last.meetings.push(meeting)
    else days.push({ key, meetings: [meeting] })
  }
  return days
}

/** A thousand days are a few milliseconds to write, and the rows of pages that were there before stay the same. */
const known = new WeakMap<Formats, WeakMap<Meeting, string>>()

function dayOf(meeting: Meeting, formats: Formats): string {
  const days = known.get(formats) ?? new WeakMap<Meeting, string>()
  known.set(formats, days)
  const key = days.get(meeting) ?? formats.dayKey(meeting.startTime)
  days.set(meeting, key)
  return key
}
