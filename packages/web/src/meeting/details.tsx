import type { ReactNode } from 'react'
import type { MeetingDetail } from '../api/types.ts'
import { endingOf, safeUrl } from '../meetings/words.ts'
import { Badge } from '../parts/badge.tsx'
import { type Formats, lengthOf } from '../time/formats.ts'
import { describeChange } from './history.ts'
import { Invitee } from './invitee.tsx'

/** Everything known about a meeting, the question most asked first: when, who, where. */
export function Details(props: {
  readonly meeting: MeetingDetail
  readonly formats: Formats
  readonly nowMs: number
  readonly open: (id: string) => void
}) {
  const { meeting, formats, nowMs, open } = props
  const url = safeUrl(meeting.joinUrl)
  const ending = endingOf(meeting)
  return (
    <div className="space-y-6 p-4 sm:p-6">
      <header>
        <h2 id="meeting-title" className={`text-xl font-semibold ${meeting.isDeleted ? 'line-through' : ''}`}>
          {meeting.title}
        </h2>
        {ending && (
          <p className="mt-2">
            <Badge tone="bad" icon="close">
              {ending.what}
            </Badge>
            {ending.why && <span className="ml-2 text-sm text-muted">{ending.why}</span>}
          </p>
        )}
        <When meeting={meeting} formats={formats} />
      </header>
      <Part title="Where">
        <p>{meeting.locationText ?? (url ? 'Online' : 'No place given')}</p>
        {url && (
          <a
            href={url}
            target="_blank"
            rel="noreferrer noopener"
            className="text-sm text-accent underline underline-offset-2"
          >
            {url}
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        )}
      </Part>
      <Part title={meeting.invitees.length > 1 ? `Who (${meeting.invitees.length} seats)` : 'Who'}>
        <ul className="space-y-3">
          {meeting.invitees.map((invitee) => (
            <Invitee key={invitee.id} invitee={invitee} />
          ))}
        </ul>
        {meeting.invitees.length === 0 && <p className="text-muted">Nobody is known yet.</p>}
        <Guests meeting={meeting} />
        {meeting.hosts.length > 0 && (
          <p className="mt-3 text-sm text-muted">
            Hosted by {meeting.hosts.map((host) => host.name ?? host.email ?? 'unnamed').join(', ')}
          </p>
        )}
      </Part>
      {meeting.notes && (
        <Part title="Notes">
          <p className="whitespace-pre-line">{meeting.notes}</p>
        </Part>
      )}
      {meeting.chain.length > 1 && (
        <Part title="Moved">
          <ol className="space-y-1 text-sm tabular-nums">
            {meeting.chain.map((link) => (
              <li key={link.id} className="flex gap-2">
                {link.id === meeting.id ? (
                  <span aria-current="true" className="font-semibold">
                    {formats.moment(link.startTime, nowMs)} (this one)
                  </span>
                ) : (
                  <button
                    type="button"
                    onClick={() => open(link.id)}
                    className={`cursor-pointer text-accent underline underline-offset-2 ${link.status === 'active' ? '' : 'line-through'}`}
                  >
                    {formats.moment(link.startTime, nowMs)}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Part title="What wrote this row">
        <ol className="space-y-2 text-sm">
          {meeting.history.map((change) => {
            const { seq, what, at, cause, details } = describeChange(change, formats, nowMs)
            return (
              <li key={seq}>
                <span className="font-medium">{what}</span>{' '}
                <span className="text-muted tabular-nums">
                  {at} · {cause}
                </span>
                {details.map((detail) => (
                  <p key={detail} className="text-muted">
                    {detail}
                  </p>
                ))}
              </li>
            )
          })}
        </ol>
        <p className="mt-3 text-xs text-muted">Calendly event {meeting.calendlyEventUuid}</p>
      </Part>
    </div>
  )
}

/** In the reader's zone, and in each client's zone that has another clock. */
function When({ meeting, formats }: { readonly meeting: MeetingDetail; readonly formats: Formats }) {
  const { startTime, endTime } = meeting
  const span = (zone: Formats) => `${zone.time(startTime)} – ${zone.time(endTime)}`
  const others = [...new Set(meeting.invitees.flatMap(({ timezone }) => timezone ?? []))].flatMap((name) => {
    const zone = formats.inZone(name)
    const isOther =
      zone && (span(zone) !== span(formats) || zone.dayKey(startTime) !== formats.dayKey(startTime))
    return isOther ? [zone] : []
  })
  return (
    <div className="mt-2 tabular-nums">
      <p>{formats.longDate(startTime)}</p>
      <p className="text-lg font-medium">
        {span(formats)}{' '}
        <span className="text-sm font-normal text-muted">({lengthOf(startTime, endTime)})</span>
      </p>
      <p className="text-sm text-muted">{formats.timeZone}</p>
      {others.map((zone) => (
        <p key={zone.timeZone} className="text-sm text-muted">
          For the client:{' '}
          {zone.dayKey(startTime) === formats.dayKey(startTime) ? '' : `${zone.longDate(startTime)}, `}
          {span(zone)} ({zone.timeZone})
        </p>
      ))}
    </div>
  )
}

function Guests({ meeting }: { readonly meeting: MeetingDetail }) {
  const guests = meeting.attendees?.filter((attendee) => attendee.isGuest) ?? []
  if (guests.length === 0) return null
  return (
    <p className="mt-3 text-sm text-muted">
      Guests: {guests.map((guest) => guest.name || guest.email || 'unnamed').join(', ')}
    </p>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-sm font-semibold text-muted">{title}</h3>
      {children}
    </section>
  )
}
