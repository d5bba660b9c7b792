import type { Attendee, Meeting } from '../api/types.ts'

/** Why a meeting is struck out: "Cancelled by Ada Adviser: found another date". Undefined for a live one. */
export function endingWords(meeting: Meeting): string | undefined {
  if (!meeting.isDeleted) return undefined
  if (meeting.deletedReason === 'reassigned') return 'Now with another host'
  if (meeting.deletedReason === 'gone') return 'No longer in Calendly'
  const what = meeting.rescheduledTo === null ? 'Cancelled' : 'Moved to another time'
  const who = meeting.canceledBy === null ? '' : ` by ${meeting.canceledBy}`
  return `${what}${who}${meeting.cancelReason ? `: ${meeting.cancelReason}` : ''}`
}

/** "Maria Santos, Tom Weber and 3 more"; says so when nobody is known yet. */
export function attendeeWords(attendees: readonly Attendee[] | null): string {
  if (attendees === null) return 'Attendees are being read'
  const names = attendees.map((attendee) => attendee.name || attendee.email || 'Unnamed')
  if (names.length === 0) return 'No attendees'
  if (names.length <= 3) return names.join(', ')
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}

/** A link only when a browser may safely open it. */
export function safeUrl(url: string | null): string | undefined {
  return url !== null && /^https?:\/\//i.test(url) ? url : undefined
}
