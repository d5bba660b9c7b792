import type { Meeting } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'

export interface Day {
  /** "2026-11-25" in the reader's zone. */
  readonly key: string
  readonly meetings: readonly Meeting[]
}

/** Splits a list that is ordered by start time into the reader's days; the order stays as it is. */
export function groupByDay(meetings: readonly Meeting[], formats: Formats): readonly Day[] {
  const days: { key: string; meetings: Meeting[] }[] = []
  for (const meeting of meetings) {
    const key = formats.dayKey(meeting.startTime)
    const last = days.at(-1)
    if (last?.key === key) last.meetings.push(meeting)
    else days.push({ key, meetings: [meeting] })
  }
  return days
}
