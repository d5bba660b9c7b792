import type { Attendee, Meeting } from '../api/types.ts'

/** How a struck-out meeting ended, and who said so and why, as far as Calendly tells. Undefined for a live one. */
export function endingOf(meeting: Meeting): { readonly what: string; readonly why: string } | undefined {
  if (!meeting.isDeleted) return undefined
  if (meeting.deletedReason === 'reassigned') return { what: 'Now with another host', why: '' }
  if (meeting.deletedReason === 'gone') return { what: 'No longer in Calendly', why: '' }
  const who = meeting.canceledBy ? [`By ${meeting.canceledBy}`] : []
  const reason = meeting.cancelReason ? [meeting.cancelReason] : []
  return {
    what: meeting.rescheduledTo === null ? 'Cancelled' : 'Moved to another time',
    why: [...who, ...reason].join(': '),
  }
}

/** What the row is called and what stands below: people first, the kind of meeting second. */
export function rowWords(meeting: Meeting): readonly [title: string, below: string] {
  if (meeting.attendees === null) return [meeting.title, 'Attendees are being read']
  if (meeting.attendees.length === 0) return [meeting.title, 'No attendees']
  return [attendeeWords(meeting.attendees), meeting.title]
}

/** "Maria Santos, Tom Weber and 3 more" */
function attendeeWords(attendees: readonly Attendee[]): string {
  const names = attendees.map((attendee) => attendee.name || attendee.email || 'Unnamed')
  if (names.length <= 3) return names.join(', ')
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}

/** "Ada Adviser", of a round robin the one it was assigned to; several in the order of Calendly. */
export function hostWords({ hosts }: Meeting): string {
  const names = hosts.map(({ name, email }) => name || email || 'an unnamed host')
  return names.length <= 2 ? names.join(' and ') : `${names[0]} and ${names.length - 1} others`
}

/** "3 of 8 seats taken" */
export function seatsWords({ seats, attendees }: Meeting): string {
  const taken = seats?.taken ?? attendees?.filter(isSeated).length ?? 0
  if (seats?.limit != null) return `${taken} of ${seats.limit} seats taken`
  return taken === 1 ? '1 seat taken' : `${taken} seats taken`
}

function isSeated({ status, isGuest }: Attendee): boolean {
  return status !== 'canceled' && !isGuest
}

/** How it stands with one seat. */
export function seatState({ status, noShow }: Attendee): string {
  if (status === 'canceled') return 'cancelled'
  return noShow ? 'did not come' : 'booked'
}

/** A link only when a browser may safely open it. */
export function safeUrl(url: string | null): string | undefined {
  return url !== null && /^https?:\/\//i.test(url) ? url : undefined
}
