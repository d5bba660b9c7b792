import type { ActivityEntry } from '../api/types.ts'
import type { Formats } from '../time/formats.ts'

export interface Day {
  /** "2026-11-25" in the reader's zone. */
  readonly key: string
  readonly first: ActivityEntry
  readonly entries: readonly ActivityEntry[]
}

/** Splits the timeline into the reader's days; the order stays as it is. */
export function groupByDay(entries: readonly ActivityEntry[], formats: Formats): readonly Day[] {
  const days = new Map<string, ActivityEntry[]>()
  for (const entry of entries) {
    const key = formats.dayKey(entry.at)
    days.set(key, [...(days.get(key) ?? []), entry])
  }
  return [...days].flatMap(([key, ofDay]) => (ofDay[0] ? [{ key, first: ofDay[0], entries: ofDay }] : []))
}
