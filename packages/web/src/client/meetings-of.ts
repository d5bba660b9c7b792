import type { Attendee, ClientDetail, Meeting } from '../api/types.ts'
import type { Shown } from '../clients/search.ts'

type Group = 'all' | Shown

/** The client's own place in a meeting; undefined while it is not known. */
export function seatOf({ attendees }: Meeting, clientId: string): Attendee | undefined {
  const own = attendees?.filter((attendee) => attendee.clientId === clientId) ?? []
  // Who cancelled and booked again has two: the live one counts.
  return own.find(({ status }) => status !== 'canceled') ?? own[0]
}

/** It does not take place, or takes place without the client. */
export function isOff(meeting: Meeting, clientId: string): boolean {
  return meeting.isDeleted || seatOf(meeting, clientId)?.status === 'canceled'
}

/**
 * The meetings of a client, sorted into the tabs. One that was moved is one row, where it stands now; a no-show stays one
 * also if another date was found afterwards.
 */
export function meetingsOf(
  { id, meetings }: Pick<ClientDetail, 'id' | 'meetings'>,
  nowMs: number,
): Readonly<Record<Group, readonly Meeting[]>> {
  const earlier = new Set(meetings.flatMap(({ movedFrom }) => movedFrom.map((before) => before.id)))
  const all = meetings.filter((meeting) => !earlier.has(meeting.id))
  const live = all.filter((meeting) => !isOff(meeting, id))
  const hasBegun = ({ startTime }: Meeting) => Date.parse(startTime) <= nowMs
  return {
    all,
    upcoming: live.filter((meeting) => !hasBegun(meeting)).reverse(),
    past: live.filter(hasBegun),
    cancelled: all.filter((meeting) => isOff(meeting, id)),
    'no-show': meetings.filter((meeting) => seatOf(meeting, id)?.noShow),
  }
}

/** What Calendly calls the client: the name of the newest meeting that has one. */
export function calendlyName({ id, meetings }: Pick<ClientDetail, 'id' | 'meetings'>): string | undefined {
  for (const meeting of meetings) {
    const name = seatOf(meeting, id)?.name
    if (name) return name
  }
  return undefined
}
