import type { Meeting } from '../api/types.ts'
import { useOpenMeeting } from '../meeting/use-open-meeting.ts'
import { Badge } from '../parts/badge.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Formats } from '../time/formats.ts'
import { endingOf, rowWords, safeUrl } from './words.ts'

/** One meeting in the list; the title is the link, and its area covers the row. */
export function MeetingRow(props: {
  readonly meeting: Meeting
  readonly formats: Formats
  readonly nowMs: number
  /** Says the day as well, outside of a list that is grouped by days. */
  readonly isDated?: boolean
}) {
  const { meeting, formats, nowMs, isDated = false } = props
  const { openId, linkTo } = useOpenMeeting()
  const struck = meeting.isDeleted ? 'line-through decoration-muted' : ''
  const ending = endingOf(meeting)
  const [title, below] = rowWords(meeting)
  const isOpen = openId === meeting.id
  return (
    <li
      className={`relative grid gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-accent-soft/60 md:grid-cols-[7.5rem_minmax(0,1fr)_minmax(8rem,13rem)] ${isOpen ? 'bg-accent-soft' : ''}`}
    >
      <p className={`tabular-nums ${struck} ${meeting.isDeleted ? 'text-muted' : 'font-medium'}`}>
        <time dateTime={meeting.startTime}>
          {isDated ? formats.moment(meeting.startTime, nowMs) : formats.time(meeting.startTime)}
        </time>
        {!isDated && (
          <span className="font-normal text-muted">
            {' – '}
            <time dateTime={meeting.endTime}>{formats.time(meeting.endTime)}</time>
          </span>
        )}
      </p>
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <a
            {...linkTo(meeting.id)}
            data-meeting={meeting.id}
            data-row=""
            className={`after:absolute after:inset-0 after:content-[''] ${struck} ${meeting.isDeleted ? 'text-muted' : 'font-semibold'}`}
          >
            {title}
          </a>
          <Marks meeting={meeting} ending={ending?.what} nowMs={nowMs} />
        </div>
        <p className="text-sm text-muted">{below}</p>
        {ending?.why && <p className="text-sm text-muted">{ending.why}</p>}
      </div>
      <Place meeting={meeting} />
    </li>
  )
}

function Marks(props: {
  readonly meeting: Meeting
  readonly ending: string | undefined
  readonly nowMs: number
}) {
  const { meeting, ending, nowMs } = props
  const isOn = Date.parse(meeting.startTime) <= nowMs && nowMs < Date.parse(meeting.endTime)
  const absent = meeting.attendees?.filter((attendee) => attendee.noShow).length ?? 0
  return (
    <>
      {isOn && !meeting.isDeleted && (
        <Badge tone="busy" icon="clock">
          Now
        </Badge>
      )}
      {ending && (
        <Badge
          tone={meeting.rescheduledTo === null ? 'bad' : 'plain'}
          icon={meeting.rescheduledTo === null ? 'close' : 'moved'}
        >
          {ending}
        </Badge>
      )}
      {meeting.rescheduledFrom !== null && (
        <Badge tone="plain" icon="moved">
          Moved from another time
        </Badge>
      )}
      {absent > 0 && (
        <Badge tone="late" icon="absent">
          {absent > 1 ? `${absent} no-shows` : 'No-show'}
        </Badge>
      )}
    </>
  )
}

function Place({ meeting }: { readonly meeting: Meeting }) {
  const url = safeUrl(meeting.joinUrl)
  const words = meeting.locationText ?? (url ? 'Online' : 'No place given')
  return (
    <p className="flex min-w-0 items-start gap-1.5 text-sm text-muted">
      <Icon name={url ? 'video' : 'place'} className="mt-0.5" />
      {url && !meeting.isDeleted ? (
        <a
          href={url}
          target="_blank"
          rel="noreferrer noopener"
          className="relative z-10 inline-block min-h-6 text-accent underline underline-offset-2 hover:text-accent-strong"
        >
          {words}
          <span className="sr-only"> (opens the meeting in a new tab)</span>
        </a>
      ) : (
        <span className="min-w-0">{words}</span>
      )}
    </p>
  )
}
