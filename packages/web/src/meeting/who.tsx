import { Fragment } from 'react'
import type { InviteeDetail, Meeting, MeetingDetail } from '../api/types.ts'
import { ClientLink } from '../client/client-link.tsx'
import { hostWords, seatState, seatsWords } from '../meetings/words.ts'
import { Invitee } from './invitee.tsx'
import { Part } from './part.tsx'

/** Each seat, the guests, the host. Names stand at once, the rest follows. */
export function Who(props: {
  readonly meeting: Meeting
  readonly detail: MeetingDetail | undefined
  readonly nowMs: number
}) {
  const { meeting, detail, nowMs } = props
  const guests = meeting.attendees?.filter((attendee) => attendee.isGuest) ?? []
  const hosts = hostWords(meeting)
  const isAhead = !meeting.isDeleted && Date.parse(meeting.startTime) > nowMs
  return (
    <Part title={meeting.isGroup ? `Who (${seatsWords(meeting)})` : 'Who'}>
      <ul className="space-y-3">
        {detail
          ? detail.invitees.map((invitee) => (
              <Invitee
                key={invitee.id}
                invitee={invitee}
                canMove={isAhead && invitee.status === 'active'}
                clientId={clientOf(invitee, detail)}
              />
            ))
          : namesOf(meeting)}
      </ul>
      {detail?.invitees.length === 0 && <p className="text-muted">Nobody is known yet.</p>}
      {guests.length > 0 && (
        <p className="mt-3 text-sm text-muted">
          Guests:{' '}
          {guests.map((guest, index) => (
            <Fragment key={guest.clientId ?? guest.email ?? guest.name}>
              {index > 0 && ', '}
              <ClientLink id={guest.clientId} name={guest.name || guest.email || 'unnamed'} />
            </Fragment>
          ))}
        </p>
      )}
      {hosts && (
        <p className="mt-3 text-sm text-muted">
          Hosted by <bdi>{hosts}</bdi>
        </p>
      )}
    </Part>
  )
}

/** The attendees know whose records they are, the invitees what they said: the e-mail is the same. */
function clientOf({ email }: InviteeDetail, { attendees }: Meeting): string | null | undefined {
  if (email === null) return undefined
  return attendees?.find((attendee) => attendee.email?.toLowerCase() === email.toLowerCase())?.clientId
}

function namesOf({ attendees }: Meeting) {
  return attendees
    ?.filter(({ isGuest }) => !isGuest)
    .map((person, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a seat has no other name in a row; the details take its place
      <li key={index} className="rounded-md border border-line p-3">
        <bdi className="font-medium">{person.name || person.email || 'Unnamed'}</bdi>{' '}
        {(person.noShow || person.status === 'canceled') && (
          <span className="text-sm text-muted">{seatState(person)}</span>
        )}
      </li>
    ))
}
