import { useMemo } from 'react'
import type { ClientDetail, Meeting } from '../api/types.ts'
import { useApp } from '../app/context.ts'
import type { Shown } from '../clients/search.ts'
import { Part } from '../meeting/part.tsx'
import { useOpenMeeting } from '../meeting/use-open-meeting.ts'
import { Badge } from '../parts/badge.tsx'
import { isOff, meetingsOf, seatOf } from './meetings-of.ts'
import { useOpenClient } from './use-open-client.ts'

const TABS: readonly (readonly [Shown | undefined, string, string])[] = [
  [undefined, 'All', 'No meetings.'],
  ['upcoming', 'Upcoming', 'No meeting ahead.'],
  ['past', 'Past', 'No meeting has taken place yet.'],
  ['cancelled', 'Cancelled', 'None was cancelled.'],
  ['no-show', 'No-shows', 'Never marked as a no-show in Calendly.'],
]

/** The meetings of a client by what became of them; each opens in front. */
export function ClientMeetings(props: { readonly detail: ClientDetail; readonly nowMs: number }) {
  const { detail, nowMs } = props
  const { shown, hrefOf, follow } = useOpenClient()
  const minute = Math.floor(nowMs / 60_000) * 60_000
  const groups = useMemo(() => meetingsOf(detail, minute), [detail, minute])
  const meetings = groups[shown ?? 'all']
  return (
    <Part title="Meetings">
      <nav aria-label="Meetings of this client" data-options="" className="-mx-1 mb-2 flex flex-wrap gap-1">
        {TABS.map(([tab, name]) => (
          <a
            key={name}
            href={hrefOf(detail.id, tab)}
            onClick={(event) => follow(event, detail.id, tab)}
            aria-current={tab === shown ? 'page' : undefined}
            className={`inline-flex min-h-8 items-baseline gap-1.5 rounded-md px-2 py-1 text-sm font-medium ${tab === shown ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:text-ink'}`}
          >
            {name}
            <span className="text-xs font-normal tabular-nums">
              <span className="sr-only">, </span>
              {groups[tab ?? 'all'].length}
            </span>
          </a>
        ))}
      </nav>
      {meetings.length === 0 && (
        <p className="text-sm text-muted">{TABS.find(([tab]) => tab === shown)?.[2]}</p>
      )}
      <MeetingRows {...{ meetings, nowMs }} clientId={detail.id} />
    </Part>
  )
}

function MeetingRows(props: {
  readonly meetings: readonly Meeting[]
  readonly clientId: string
  readonly nowMs: number
}) {
  const { meetings, clientId, nowMs } = props
  const { formats } = useApp()
  const { hrefOf, follow } = useOpenMeeting()
  if (meetings.length === 0) return null
  return (
    <ul className="divide-y divide-line rounded-md border border-line text-sm">
      {meetings.map((meeting) => {
        const isStruck = isOff(meeting, clientId)
        return (
          <li
            key={meeting.id}
            className="relative flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2 hover:bg-accent-soft/60"
          >
            <time
              dateTime={meeting.startTime}
              className={`w-32 tabular-nums ${isStruck ? 'text-muted line-through' : ''}`}
            >
              {formats.moment(meeting.startTime, nowMs)}
            </time>
            <a
              href={hrefOf(meeting.id)}
              onClick={(event) => follow(event, meeting.id)}
              data-meeting={meeting.id}
              className={`min-w-0 flex-1 basis-32 after:absolute after:inset-0 after:content-[''] ${isStruck ? 'text-muted line-through' : 'font-medium'}`}
            >
              <bdi className="line-clamp-2">{meeting.title}</bdi>
            </a>
            <Marks {...{ meeting, clientId }} />
          </li>
        )
      })}
    </ul>
  )
}

/** What became of it for this client. */
function Marks({ meeting, clientId }: { readonly meeting: Meeting; readonly clientId: string }) {
  const seat = seatOf(meeting, clientId)
  const isMoved = meeting.rescheduledTo !== null
  return (
    <span className="flex flex-wrap gap-1">
      {isOff(meeting, clientId) && (
        <Badge tone={isMoved ? 'plain' : 'bad'} icon={isMoved ? 'moved' : 'close'}>
          {isMoved ? 'Moved' : 'Cancelled'}
        </Badge>
      )}
      {meeting.movedFrom.length > 0 && (
        <Badge tone="plain" icon="moved">
          Moved
        </Badge>
      )}
      {seat?.noShow && (
        <Badge tone="late" icon="absent">
          No-show
        </Badge>
      )}
      {seat?.isGuest && <Badge tone="plain">As a guest</Badge>}
    </span>
  )
}
