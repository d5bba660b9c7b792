import type { Attendee, Meeting, MeetingQuery, Sync } from 'calendly-sync-engine'

/** All meetings that a query finds, page by page. */
export async function* eachMeeting(
  sync: Sync,
  userId: string,
  query: Omit<MeetingQuery, 'limit' | 'cursor'>,
): AsyncGenerator<readonly Meeting[], void> {
  let cursor: string | undefined
  do {
    const page = await sync.meetings.list(userId, { ...query, limit: 200, ...(cursor && { cursor }) })
    yield page.data
    cursor = page.nextCursor ?? undefined
  } while (cursor)
}

const columns: Readonly<Record<string, (meeting: Meeting) => string | boolean | null>> = {
  id: (meeting) => meeting.id,
  calendlyEventUuid: (meeting) => meeting.calendlyEventUuid,
  title: (meeting) => meeting.title,
  startTime: (meeting) => meeting.startTime,
  endTime: (meeting) => meeting.endTime,
  status: (meeting) => meeting.status,
  isDeleted: (meeting) => meeting.isDeleted,
  deletedReason: (meeting) => meeting.deletedReason,
  attendeeNames: (meeting) => joined(meeting, (attendee) => attendee.name),
  attendeeEmails: (meeting) => joined(meeting, (attendee) => attendee.email),
  noShow: (meeting) => meeting.attendees?.some((attendee) => attendee.noShow) ?? null,
  locationText: (meeting) => meeting.locationText,
  joinUrl: (meeting) => meeting.joinUrl,
  cancelReason: (meeting) => meeting.cancelReason,
  canceledBy: (meeting) => meeting.canceledBy,
  rescheduledFrom: (meeting) => meeting.rescheduledFrom,
  rescheduledTo: (meeting) => meeting.rescheduledTo,
  createdAt: (meeting) => meeting.createdAt,
  updatedAt: (meeting) => meeting.updatedAt,
}

/** First line of a CSV of meetings (RFC 4180: CRLF, quotes doubled). */
export const csvHeader = `${Object.keys(columns).join(',')}\r\n`

/** One meeting as a line. */
export function csvLine(meeting: Meeting): string {
  return `${Object.values(columns)
    .map((read) => cell(read(meeting)))
    .join(',')}\r\n`
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe (OWASP, "CSV Injection"). */
function cell(value: string | boolean | null): string {
  const text = String(value ?? '')
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function joined(meeting: Meeting, read: (attendee: Attendee) => string | null): string {
  return (meeting.attendees ?? []).flatMap((attendee) => read(attendee) ?? []).join('; ')
}
