import { useMemo } from 'react'
import type { Meeting } from '../api/types.ts'
import { clockBetween } from '../time/clock-change.ts'
import { DaySection } from './day-section.tsx'
import { groupByDay } from './group-by-day.ts'
import { type Look, nowFor } from './look.ts'

/** The list by the reader's days. */
export function Agenda(props: {
  readonly meetings: readonly Meeting[]
  readonly look: Look
  readonly openId: string | undefined
  readonly nowMs: number
}) {
  const { meetings, look, openId, nowMs } = props
  const { formats, todayMs } = look
  const days = useMemo(() => {
    let above: string | number = todayMs
    return groupByDay(meetings, formats).map((day) => {
      const { startTime } = day.meetings[0]
      const clockNote = clockBetween(above, startTime, formats.timeZone)
      above = startTime
      return { day, clockNote }
    })
  }, [meetings, formats, todayMs])
  const openDay = useMemo(() => {
    const open = openId && meetings.find(({ id }) => id === openId)
    return open ? formats.dayKey(open.startTime) : undefined
  }, [meetings, openId, formats])
  return days.map(({ day, clockNote }) => (
    <DaySection
      key={day.key}
      {...{ day, look, clockNote }}
      openId={day.key === openDay ? openId : undefined}
      near={formats.nearDay(day.meetings[0].startTime, todayMs)}
      nowMs={day.meetings.some((meeting) => nowFor(meeting, nowMs) > 0) ? nowMs : 0}
    />
  ))
}
