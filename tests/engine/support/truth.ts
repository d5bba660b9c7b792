import { isDeepStrictEqual } from 'node:util'
import type { EventResource, InviteeResource, Meeting as TrueMeeting, World } from 'calendly-simulator'
import type { Meeting, Sync } from 'calendly-sync-engine'
import { expect } from 'vitest'
import { readClients, readMeetings } from './mirror.ts'

/*
 * What the mirror must hold, worked out from the simulator's god view in another way than the engine does: from
 * whole bodies, in memory, one meeting at a time.
 */

const dayMs = 86_400_000

/** The parts of a meeting that follow from Calendly alone, in a form that can be compared. */
export function shapeOf(meeting: Meeting) {
  const { id, userId, calendlyAccountId, accountIds, createdAt, updatedAt, ...others } = meeting
  const { movedFrom, clientTimezone, hostTimezone, ...told } = others
  return {
    ...told,
    startTime: micros(told.startTime),
    endTime: micros(told.endTime),
    deletedAt: micros(told.deletedAt),
    calendlyCreatedAt: micros(told.calendlyCreatedAt),
    calendlyUpdatedAt: micros(told.calendlyUpdatedAt),
    attendees:
      told.attendees?.map(({ clientId, ...person }) => JSON.stringify(person, peopleKeys)).sort() ?? null,
  }
}

/** The same of Calendly's own bodies. @param idOf - the mirror's id of an event, undefined when it has none. */
export function trueShape(
  { event, invitees }: TrueMeeting,
  idOf: (uuid: string) => string | undefined,
): ReturnType<typeof shapeOf> {
  const isCanceled = event.status === 'canceled'
  const isOneSeat = (event.invitees_counter?.limit ?? 1) <= 1
  const seat = isOneSeat ? invitees.at(-1) : undefined
  const cancellation = isCanceled
    ? (event.cancellation ?? invitees.find((one) => one.cancellation)?.cancellation)
    : undefined
  return {
    calendlyEventUuid: last(event.uri),
    meetingSource: 'calendly',
    title: event.name?.trim() || 'Calendly meeting',
    startTime: micros(event.start_time),
    endTime: micros(event.end_time),
    status: event.status,
    isDeleted: isCanceled,
    deletedAt: isCanceled ? micros(event.cancellation?.created_at ?? event.updated_at) : null,
    deletedReason: isCanceled ? 'canceled' : null,
    syncStatus: isCanceled ? 'deleted' : 'synced',
    location: event.location ? { ...event.location } : null,
    locationText: placeInWords(event.location),
    joinUrl: event.location?.join_url ?? null,
    attendees: [...invitees.map(seatOf), ...(event.event_guests ?? []).map(guestOf)].sort(),
    cancelReason: cancellation?.reason ?? null,
    canceledBy: cancellation?.canceled_by ?? null,
    rescheduledFrom: linked(seat?.old_invitee, idOf),
    rescheduledTo: linked(seat?.new_invitee, idOf),
    calendlyCreatedAt: micros(event.created_at),
    calendlyUpdatedAt: micros(event.updated_at),
    hosts: [...(event.event_memberships ?? [])]
      .sort((a, b) => (a.user < b.user ? -1 : 1))
      .map((host) => ({ name: host.user_name ?? null, email: host.user_email ?? null })),
    eventType: event.event_type ?? null,
    seats: event.invitees_counter
      ? { taken: event.invitees_counter.active, limit: event.invitees_counter.limit }
      : null,
    isGroup: (event.invitees_counter?.limit ?? 1) > 1,
  }
}

/**
 * Expects the user's mirror to be Calendly, field by field: every event of the Calendly user that starts inside two
 * years back and one ahead, and besides only rows that say why they are dead. Clients are everybody but colleagues.
 */
export async function expectTruth(sync: Sync, userId: string, world: World, host: string): Promise<void> {
  expect(await differences(sync, userId, world, host)).toEqual([])
}

/** What is wrong with the mirror, in words; nothing if it is Calendly. One comparison in all: mirrors are large. */
export async function differences(sync: Sync, userId: string, world: World, host: string): Promise<string[]> {
  const meetings = await readMeetings(sync, userId)
  const idOf = (uuid: string) => meetings.get(uuid)?.id
  const truth = new Map(truthInWindow(world, host).map((one) => [last(one.event.uri), trueShape(one, idOf)]))
  const found: string[] = []
  for (const [uuid, shape] of truth) {
    const meeting = meetings.get(uuid)
    if (meeting) found.push(...unequal(uuid, shapeOf(meeting), shape))
    else found.push(`${uuid} is missing`)
  }
  for (const [uuid, { deletedReason }] of meetings) {
    if (truth.has(uuid)) continue
    const why = world.event(uuid) ? 'reassigned' : 'gone'
    // A canceled meeting is dead for good, and one that was handed on is somebody else's: nobody asks where it is.
    const isSettled = deletedReason === 'canceled' || (deletedReason === 'reassigned' && why === 'gone')
    if (deletedReason !== why && !isSettled) {
      found.push(`${uuid} is ${why} in Calendly and ${deletedReason ?? 'live'} here`)
    }
  }
  return [...found, ...(await wrongClients(sync, userId, world, meetings))]
}

function unequal(uuid: string, told: object, truth: object): string[] {
  const expected = new Map(Object.entries(truth))
  return Object.entries(told).flatMap(([name, value]) => {
    const right = expected.get(name)
    if (isDeepStrictEqual(value, right)) return []
    return [`${uuid} ${name} is ${JSON.stringify(value)} and not ${JSON.stringify(right)}`]
  })
}

/** The events that a complete mirror of this Calendly user holds. */
export function truthInWindow(world: World, host: string): TrueMeeting[] {
  const fromMs = world.now() - 730 * dayMs
  const toMs = world.now() + 365 * dayMs
  return world.truthFor(host).filter(({ event }) => {
    const startMs = Date.parse(event.start_time)
    return startMs >= fromMs && startMs < toMs
  })
}

/** Who is in the attendees, and no colleague, is a client; and the other way round. */
async function wrongClients(
  sync: Sync,
  userId: string,
  world: World,
  meetings: ReadonlyMap<string, Meeting>,
): Promise<string[]> {
  const clients = await readClients(sync, userId)
  const staff = new Set(world.users().map((user) => user.email.toLowerCase()))
  const ids = new Map([...clients.values()].map((client) => [client.email.toLowerCase(), client.id]))
  const met = new Set<string>()
  const wrong: string[] = []
  for (const { email, clientId } of [...meetings.values()].flatMap((meeting) => meeting.attendees ?? [])) {
    const key = email?.toLowerCase() ?? ''
    const expected = staff.has(key) ? null : ids.get(key)
    if (expected) met.add(key)
    if (clientId !== expected) wrong.push(`attendee ${key} is client ${clientId} and not ${expected}`)
  }
  return [...wrong, ...[...ids.keys()].flatMap((key) => (met.has(key) ? [] : [`nobody met client ${key}`]))]
}

/** Microseconds since the epoch, so that two spellings of one instant are equal. */
export function micros(instant: string | null | undefined): string | null {
  if (!instant) return null
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? ''
  const seconds = Math.floor(Date.parse(instant) / 1000)
  return `${seconds}.${fraction.padEnd(6, '0').slice(0, 6)}`
}

export function last(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1)
}

const peopleKeys = ['email', 'isGuest', 'name', 'noShow', 'status']

function seatOf({ email, name, status, no_show }: InviteeResource): string {
  return JSON.stringify({ email, isGuest: false, name, noShow: Boolean(no_show), status }, peopleKeys)
}

function guestOf({ email }: EventResource['event_guests'][number]): string {
  return JSON.stringify({ email, isGuest: true, name: null, noShow: false, status: 'active' }, peopleKeys)
}

function linked(
  inviteeUri: string | null | undefined,
  idOf: (uuid: string) => string | undefined,
): string | null {
  const uuid = /scheduled_events\/([^/]+)\//.exec(inviteeUri ?? '')?.[1]
  return (uuid && idOf(uuid)) || null
}

const places: Readonly<Record<string, string>> = {
  google_conference: 'Google Meet',
  zoom: 'Zoom',
  gotomeeting: 'GoTo Meeting',
  microsoft_teams_conference: 'Microsoft Teams',
  webex_conference: 'Webex',
  physical: 'In person',
  outbound_call: 'Phone call to the client',
  inbound_call: 'Phone call from the client',
  ask_invitee: 'Chosen by the client',
  custom: 'Other place',
}

function placeInWords(location: EventResource['location']): string | null {
  if (!location) return null
  return location.location?.trim() || places[location.type] || location.type
}
