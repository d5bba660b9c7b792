import type { Meeting, MeetingDetail } from '../api/types.ts'
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
              <Invitee key={invitee.id} invitee={invitee} canMove={isAhead && invitee.status === 'active'} />
            ))
          : namesOf(meeting)}
      </ul>
      {detail?.invitees.length === 0 && <p className="text-muted">Nobody is known yet.</p>}
      {guests.length > 0 && (
        <p className="mt-3 text-sm text-muted">
          Guests: <bdi>{guests.map((guest) => guest.name || guest.email || 'unnamed').join(', ')}</bdi>
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
