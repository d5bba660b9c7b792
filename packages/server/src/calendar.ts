import type { Meeting } from 'calendly-sync-engine'
import ical, { ICalEventStatus } from 'ical-generator'

/**
 * Meetings as a calendar (RFC 5545). A meeting that was moved keeps its UID, that of its first place, so that calendars
 * move their entry; SEQUENCE grows with every visible change of it.
 *
 * @param meetings - with chains of moves collapsed.
 */
export function calendarOf(meetings: readonly Meeting[]): string {
  // The library writes a calendar's name as it is, so it is a fixed one.
  const calendar = ical({
    name: 'Calendly meetings',
    prodId: { company: 'calendly-sync', product: 'meetings' },
  })
  for (const meeting of meetings) {
    const stamp = new Date(meeting.updatedAt)
    const url = safeUrl(meeting.joinUrl)
    calendar.createEvent({
      id: `${meeting.movedFrom[0]?.id ?? meeting.id}@calendly-sync`,
      sequence: sequenceOf(stamp),
      stamp,
      lastModified: stamp,
      created: new Date(meeting.calendlyCreatedAt ?? meeting.createdAt),
      start: new Date(meeting.startTime),
      end: new Date(meeting.endTime),
      summary: printable(titleOf(meeting)),
      location: printable(meeting.locationText ?? url ?? '') || null,
      url: url ?? null,
      status: meeting.isDeleted ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}

/** With whom, as far as anybody still comes. */
function titleOf({ title, attendees, isDeleted }: Meeting): string {
  const coming = (attendees ?? []).filter(
    ({ status, isGuest }) => !isGuest && (isDeleted || status === 'active'),
  )
  const names = coming.flatMap(({ name }) => name ?? [])
  return names.length === 0 ? title : `${title}: ${names.join(', ')}`
}

const firstMs = Date.UTC(2020, 0, 1)

/** Whole seconds: a number of 32 bits until 2088, which no count of changes has to be kept for. */
function sequenceOf(stamp: Date): number {
  return Math.max(0, Math.floor((stamp.getTime() - firstMs) / 1000))
}

/** What calendars may follow. As the URL parser writes it, it holds no line end. */
function safeUrl(url: string | null): string | undefined {
  if (url === null || !URL.canParse(url)) return undefined
  const { protocol, href } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? href : undefined
}

/** Control characters have no place in the text of a calendar (RFC 5545, section 3.3.11); the library escapes the rest. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are exactly what is taken out
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
}
