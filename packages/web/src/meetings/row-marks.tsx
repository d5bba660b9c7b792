import type { Meeting } from '../api/types.ts'
import { Badge } from '../parts/badge.tsx'
import { type Look, marksOf } from './look.ts'

/** What is special about a meeting, in a word each. */
export function RowMarks(props: {
  readonly meeting: Meeting
  readonly look: Look
  readonly ending: string | undefined
  readonly nowMs: number
}) {
  const { meeting, look, ending, nowMs } = props
  const isOn = Date.parse(meeting.startTime) <= nowMs && nowMs < Date.parse(meeting.endTime)
  const absent = meeting.attendees?.filter((attendee) => attendee.noShow).length ?? 0
  const isMoved = meeting.rescheduledTo !== null
  return (
    <>
      {isOn && !meeting.isDeleted && (
        <Badge tone="busy" icon="clock">
          Now
        </Badge>
      )}
      {ending && (
        <Badge tone={isMoved ? 'plain' : 'bad'} icon={isMoved ? 'moved' : 'close'}>
          {ending}
        </Badge>
      )}
      {meeting.movedFrom.length > 0 && (
        <Badge tone="plain" icon="moved">
          {meeting.movedFrom.length > 1 ? `Moved ${meeting.movedFrom.length} times` : 'Moved'}
        </Badge>
      )}
      {absent > 0 && (
        <Badge tone="late" icon="absent">
          {absent > 1 ? `${absent} no-shows` : 'No-show'}
        </Badge>
      )}
      {marksOf(meeting, look.accounts).map(({ name, behind }) => (
        <Badge key={name} tone={behind ? 'late' : 'plain'} icon={behind ? 'clock' : 'link'}>
          {behind ? `${name}: ${behind}` : name}
        </Badge>
      ))}
    </>
  )
}
