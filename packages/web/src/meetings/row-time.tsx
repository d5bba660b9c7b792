import type { Meeting } from '../api/types.ts'
import { distanceChange } from '../time/clock-change.ts'
import type { Formats } from '../time/formats.ts'
import { clockOf, type Look } from './look.ts'

/** When, by the clock that was asked for, and struck out where the meeting stood before it was moved. */
export function RowTime(props: {
  readonly meeting: Meeting
  readonly look: Look
  readonly nowMs: number
  readonly isDated: boolean
}) {
  const { meeting, look, nowMs, isDated } = props
  const { startTime, endTime, movedFrom } = meeting
  const { clock, zone, isUnknown } = clockOf(meeting, look)
  const struck = meeting.isDeleted ? 'line-through decoration-muted text-muted' : 'font-medium'
  return (
    <div className="tabular-nums">
      <p className={struck}>
        <time dateTime={startTime}>{isDated ? clock.moment(startTime, nowMs) : clock.time(startTime)}</time>
        {!isDated && (
          <span className="font-normal whitespace-nowrap text-muted">
            {' – '}
            <time dateTime={endTime}>{clock.time(endTime)}</time>
          </span>
        )}
      </p>
      {zone && <p className="text-xs text-muted">{zoneWords(meeting, clock, zone, look.formats)}</p>}
      {zone && <ClockNote meeting={meeting} look={look} timeZone={clock.timeZone} />}
      {isUnknown && <p className="text-xs text-muted">Your time; theirs is not known</p>}
      {movedFrom.length > 0 && (
        <p className="flex flex-wrap gap-x-2 text-xs text-muted">
          <span className="sr-only">Moved from </span>
          {movedFrom.map((earlier) => (
            <s key={earlier.id}>
              <time dateTime={earlier.startTime}>{earlierWords(earlier.startTime, startTime, clock)}</time>
            </s>
          ))}
        </p>
      )}
    </div>
  )
}

function ClockNote(props: { readonly meeting: Meeting; readonly look: Look; readonly timeZone: string }) {
  const { meeting, look, timeZone } = props
  const note = distanceChange(meeting.startTime, look.todayMs, timeZone, look.formats.timeZone)
  return note ? <p className="text-xs text-warn">{note}</p> : null
}

/** The place whose clock it is, and the day where it has another one than the reader. */
function zoneWords({ startTime }: Meeting, clock: Formats, zone: string, mine: Formats): string {
  return clock.dayKey(startTime) === mine.dayKey(startTime) ? zone : `${zone}, ${clock.shortDay(startTime)}`
}

function earlierWords(earlier: string, startTime: string, clock: Formats): string {
  const isSameDay = clock.dayKey(earlier) === clock.dayKey(startTime)
  return isSameDay ? clock.time(earlier) : `${clock.shortDay(earlier)} ${clock.time(earlier)}`
}
