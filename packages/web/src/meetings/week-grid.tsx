import type { Meeting } from '../api/types.ts'
import { dayRange } from '../time/day-range.ts'
import { groupByDay } from './group-by-day.ts'
import type { Look } from './look.ts'
import { hoursOf, placeDay } from './week-layout.ts'
import { WeekMeeting } from './week-meeting.tsx'

const HOUR_PX = 56

/** Seven columns of hours, by the reader's clock. */
export function WeekGrid(props: {
  readonly days: readonly string[]
  readonly meetings: readonly Meeting[]
  readonly look: Look
  readonly openId: string | undefined
  readonly nowMs: number
}) {
  const { days, meetings, look, openId, nowMs } = props
  const { formats } = look
  const byDay = new Map(groupByDay(meetings, formats).map((day) => [day.key, day.meetings]))
  const columns = days.map((day) => ({ day, placed: placeDay(byDay.get(day) ?? [], formats) }))
  const { first, last } = hoursOf(columns.flatMap(({ placed }) => placed))
  const hours = Array.from({ length: last - first }, (_, index) => first + index)
  const today = formats.dayKey(nowMs)
  const noon = (day: string) => Date.parse(dayRange(day, formats.timeZone).from) + 12 * 3_600_000
  const hourName = (hour: number) =>
    formats.time(Date.parse(dayRange(days[0] ?? today, formats.timeZone).from) + hour * 3_600_000)
  return (
    <div className="grid grid-cols-[3.25rem_repeat(7,minmax(0,1fr))]">
      <div className="border-b border-line" />
      {days.map((day) => (
        <h3
          key={day}
          className={`border-b border-l border-line px-1.5 py-1.5 text-center text-sm ${day === today ? 'font-semibold text-accent-strong' : 'font-medium text-muted'}`}
        >
          {formats.shortDay(noon(day))}
          {day === today && <span className="sr-only"> (today)</span>}
        </h3>
      ))}
      <div aria-hidden="true" className="relative" style={{ height: hours.length * HOUR_PX }}>
        {hours.map((hour, index) => (
          <span
            key={hour}
            className="absolute right-1.5 text-xs text-muted tabular-nums"
            style={{ top: index * HOUR_PX + 2 }}
          >
            {hourName(hour)}
          </span>
        ))}
      </div>
      {columns.map(({ day, placed }) => (
        <ul
          key={day}
          aria-label={formats.longDate(noon(day))}
          className={`relative border-l border-line ${day === today ? 'bg-accent-soft/40' : ''}`}
        >
          {hours.map((hour, index) => (
            <li
              key={hour}
              aria-hidden="true"
              className="absolute inset-x-0 border-t border-line first:border-t-0"
              style={{ top: index * HOUR_PX }}
            />
          ))}
          {placed.map((each) => (
            <WeekMeeting
              key={each.meeting.id}
              {...{ placed: each, look }}
              isOpen={each.meeting.id === openId}
              topPx={((each.from - first * 60) / 60) * HOUR_PX}
              heightPx={((each.to - each.from) / 60) * HOUR_PX}
            />
          ))}
        </ul>
      ))}
    </div>
  )
}
