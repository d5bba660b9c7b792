import { memo } from 'react'
import type { Day } from './group-by-day.ts'
import { type Look, nowFor } from './look.ts'
import { Row } from './row.tsx'

/** About what is drawn, so that the scrollbar tells the truth before it is: a row has two lines. */
const ROW_PX = 62
const TITLE_PX = 33

/**
 * The meetings of one day. What is far from the screen is not laid out (`content-visibility`), and a day is drawn
 * again only when its own rows differ: thousands of them stay cheap.
 */
export const DaySection = memo(
  function DaySection(props: {
    readonly day: Day
    readonly look: Look
    /** The open meeting, when it is of this day. */
    readonly openId: string | undefined
    /** 0 for days to which the present moment is nothing. */
    readonly nowMs: number
    /** "Today" */
    readonly near: string | undefined
    /** Where clocks change between the day above and this one. */
    readonly clockNote: string | undefined
  }) {
    const { day, look, openId, nowMs, near, clockNote } = props
    const [first] = day.meetings
    const id = `day-${day.key}`
    return (
      <section
        aria-labelledby={id}
        className="[content-visibility:auto]"
        style={{ containIntrinsicBlockSize: `auto ${TITLE_PX + ROW_PX * day.meetings.length}px` }}
      >
        <h2 id={id} className="sticky top-0 z-20 border-y border-line bg-page px-4 py-1.5 text-sm text-muted">
          {near && <span className="font-semibold text-ink">{near} · </span>}
          {look.formats.longDate(first.startTime)}
          {clockNote && <span className="ml-2 text-xs text-warn">{clockNote}</span>}
        </h2>
        <ul className="divide-y divide-line">
          {day.meetings.map((meeting) => (
            <Row
              key={meeting.id}
              {...{ meeting, look }}
              isOpen={meeting.id === openId}
              nowMs={nowFor(meeting, nowMs)}
              isDated={false}
            />
          ))}
        </ul>
      </section>
    )
  },
  ({ day: before, ...old }, { day, ...now }) =>
    old.look === now.look &&
    old.openId === now.openId &&
    old.nowMs === now.nowMs &&
    old.near === now.near &&
    old.clockNote === now.clockNote &&
    before.meetings.length === day.meetings.length &&
    day.meetings.every((meeting, index) => meeting === before.meetings[index]),
)
