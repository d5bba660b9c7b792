import type { Meeting, MeetingDetail } from '../api/types.ts'
import { clockChange, distanceChange } from '../time/clock-change.ts'
import { type Formats, lengthOf } from '../time/formats.ts'

/** In the reader's zone, and in each client's and the host's that has another clock; with what changes until then. */
export function When(props: {
  readonly meeting: Meeting
  readonly detail: MeetingDetail | undefined
  readonly formats: Formats
  readonly nowMs: number
}) {
  const { meeting, detail, formats, nowMs } = props
  const { startTime, endTime } = meeting
  const span = (zone: Formats) => `${zone.time(startTime)} – ${zone.time(endTime)}`
  const note = clockChange(startTime, nowMs, formats.timeZone)
  const clients = detail?.invitees.map(({ timezone }) => timezone) ?? [meeting.clientTimezone]
  const others = [
    ...otherClocks(clients, meeting, formats).map((zone) => ({ whose: 'the client', zone })),
    ...otherClocks([meeting.hostTimezone], meeting, formats).map((zone) => ({ whose: 'the host', zone })),
  ]
  return (
    <div className="mt-2 tabular-nums">
      <p>{formats.longDate(startTime)}</p>
      <p className={`text-lg font-medium ${meeting.isDeleted ? 'line-through' : ''}`}>
        {span(formats)}{' '}
        <span className="text-sm font-normal text-muted">({lengthOf(startTime, endTime)})</span>
      </p>
      <p className="text-sm text-muted">{formats.timeZone}</p>
      {note && <p className="text-sm text-warn">{note}</p>}
      {others.map(({ whose, zone }) => {
        const change = distanceChange(startTime, nowMs, zone.timeZone, formats.timeZone)
        const isSameDay = zone.dayKey(startTime) === formats.dayKey(startTime)
        return (
          <div key={`${whose} ${zone.timeZone}`} className="mt-1 text-sm">
            <p className="text-muted">
              For {whose}: {isSameDay ? '' : `${zone.longDate(startTime)}, `}
              {span(zone)} ({zone.timeZone})
            </p>
            {change && <p className="text-warn">{change}</p>}
          </div>
        )
      })}
    </div>
  )
}

/** The clocks that show something else than the reader's, each once. */
function otherClocks(
  names: readonly (string | null)[],
  { startTime }: Meeting,
  formats: Formats,
): readonly Formats[] {
  return [...new Set(names)].flatMap((name) => {
    const zone = name === null ? undefined : formats.inZone(name)
    const isOther =
      zone &&
      (zone.time(startTime) !== formats.time(startTime) ||
        zone.dayKey(startTime) !== formats.dayKey(startTime))
    return isOther ? [zone] : []
  })
}
