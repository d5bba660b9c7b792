import { inviteeUri, uriOf } from '../ids.ts'
import { type Instant, microsPerMs, toMicros } from '../stamps.ts'
import type {
  Answer,
  EventRecord,
  EventType,
  Guest,
  InviteeExtras,
  InviteeRecord,
  Payment,
  Place,
  Tracking,
  User,
} from './records.ts'
import {
  findEventType,
  findUser,
  freshId,
  index,
  stampUs,
  timelineOf,
  touch,
  WorldError,
  type WorldState,
} from './state.ts'
import { tell } from './tell.ts'
import { activeSeats } from './views.ts'

export interface Booking {
  /** URI; the host's first type when left out. */
  eventType?: string
  /** User URI or URIs; the type decides when left out. */
  host?: string
  hosts?: readonly string[]
  /** Epoch milliseconds, or ISO text to the microsecond. */
  start: Instant
  durationMinutes?: number
  invitee: {
    name: string
    email: string
    timezone?: string
    first_name?: string
    last_name?: string
    text_reminder_number?: string
    answers?: readonly Answer[]
  }
  guests?: readonly string[]
  location?: Place | null
  tracking?: Tracking
  payment?: Payment
  /** The invitee was asked to confirm again. */
  reconfirmation?: { confirmed: boolean }
  method?: 'instant_book' | 'api'
  /** URI of the Calendly user who booked on behalf of the invitee. */
  scheduledBy?: string
}

const nobody: readonly Guest[] = []

export interface Booked {
  /** URIs of the event and of the invitee. */
  event: string
  invitee: string
}

/** Books a slot; in a group type that already has this slot, the invitee joins the same event. */
export function book(state: WorldState, booking: Booking): Booked {
  const type = typeOf(state, booking)
  const startUs = toMicros(booking.start)
  const hosts = hostsOf(state, booking, type)
  const event = openSlot(state, type, startUs) ?? newEvent(state, booking, type, hosts, startUs)
  const invitee = addInvitee(state, event, booking)
  tell(state, 'invitee.created', event, invitee)
  return { event: uriOf('scheduled_events', event.id), invitee: inviteeUri(event.id, invitee.id) }
}

/** The running group event of this slot, if there is one; throws when it is full. */
export function openSlot(state: WorldState, type: EventType, startUs: number): EventRecord | undefined {
  const event = type.seats > 1 ? groupEventAt(state, type, startUs) : undefined
  if (event && activeSeats(event) >= type.seats) {
    throw new WorldError(`"${type.name}" has no seat left at ${new Date(startUs / 1000).toISOString()}`)
  }
  return event
}

/** The active event of a group type at this start, full or not. */
export function groupEventAt(state: WorldState, type: EventType, startUs: number): EventRecord | undefined {
  const timeline = timelineOf(state.byOrganization, type.organization)
  for (let position = timeline.before(startUs); ; position++) {
    const event = timeline.at(position)
    if (!event || event.startUs !== startUs) return undefined
    if (event.eventType === type && event.status === 'active') return event
  }
}

export function newEvent(
  state: WorldState,
  booking: Pick<Booking, 'durationMinutes' | 'guests' | 'location'>,
  type: EventType,
  hosts: readonly User[],
  startUs: number,
): EventRecord {
  const us = stampUs(state)
  const minutes = booking.durationMinutes ?? type.durationMinutes
  const event: EventRecord = {
    id: freshId(state),
    seq: state.nextSeq++,
    organization: type.organization,
    eventType: type,
    name: type.name,
    hosts,
    startUs,
    endUs: startUs + minutes * 60_000_000,
    status: 'active',
    createdUs: us,
    updatedUs: us,
    pushAtUs: us + pushDelayUs(state),
    place: booking.location === undefined ? (type.places[0] ?? null) : booking.location,
    guests: guestsAt(booking.guests, us),
    invitees: [],
  }
  state.events.set(event.id, event)
  index(state, event)
  return event
}

/** Gives an invitee of the event a seat, a few milliseconds after the event came to be. */
export function addInvitee(
  state: WorldState,
  event: EventRecord,
  booking: Omit<Booking, 'start'>,
  links: InviteeExtras = {},
): InviteeRecord {
  const us = Math.max(
    stampUs(state) + state.random.int(8, 30) * microsPerMs,
    (event.invitees.at(-1)?.createdUs ?? 0) + 1,
  )
  const isJoining = event.invitees.length > 0
  const invitee: InviteeRecord = {
    id: freshId(state),
    email: booking.invitee.email,
    name: booking.invitee.name,
    timezone: booking.invitee.timezone ?? 'Europe/Berlin',
    status: 'active',
    createdUs: us,
    updatedUs: us,
  }
  const extras = extrasOf(state, booking, us, links)
  if (Object.keys(extras).length > 0) invitee.extras = extras
  // A new list of the exact length: a pushed-to one keeps room for sixteen more, in every meeting.
  event.invitees = [...event.invitees, invitee]
  if (isJoining) {
    if (booking.guests) event.guests = [...event.guests, ...guestsAt(booking.guests, us)]
    if (state.quirks.groupChangeMovesEvent) touch(state, event)
  }
  return invitee
}

/** Two to nine seconds until calendar and conference stand, as recorded from real bookings. */
export function pushDelayUs(state: WorldState): number {
  return state.random.int(2_000_000, 9_000_000)
}

function extrasOf(state: WorldState, booking: Omit<Booking, 'start'>, us: number, links: InviteeExtras) {
  const { invitee } = booking
  const extras: InviteeExtras = { ...links }
  if (invitee.first_name !== undefined) extras.firstName = invitee.first_name
  if (invitee.last_name !== undefined) extras.lastName = invitee.last_name
  if (invitee.text_reminder_number !== undefined) extras.phone = invitee.text_reminder_number
  if (invitee.answers && invitee.answers.length > 0) extras.answers = invitee.answers
  if (booking.tracking) extras.tracking = booking.tracking
  if (booking.payment) extras.payment = booking.payment
  if (booking.reconfirmation) {
    extras.reconfirmation = {
      createdUs: us,
      confirmedUs: booking.reconfirmation.confirmed ? us + 60_000_000 : null,
    }
  }
  if (booking.method) extras.method = booking.method
  if (booking.scheduledBy) extras.scheduledBy = findUser(state, booking.scheduledBy)
  return extras
}

function guestsAt(emails: readonly string[] | undefined, us: number): readonly Guest[] {
  if (emails === undefined || emails.length === 0) return nobody
  return emails.map((email) => ({ email, createdUs: us, updatedUs: us }))
}

function typeOf(state: WorldState, booking: Booking): EventType {
  if (booking.eventType) return findEventType(state, booking.eventType)
  const uri = booking.host ?? booking.hosts?.[0]
  const host = uri === undefined ? undefined : findUser(state, uri)
  for (const type of state.eventTypes.values()) {
    if (type.pooling === null && (host === undefined || type.hosts[0] === host)) return type
  }
  throw new WorldError('nothing can be booked yet: add an event type first')
}

function hostsOf(state: WorldState, booking: Booking, type: EventType): readonly User[] {
  const uris = booking.hosts ?? (booking.host === undefined ? undefined : [booking.host])
  if (uris) return uris.map((uri) => findUser(state, uri))
  // Each event shares the type's own list: a large world must not hold a list per event.
  return type.pooling === 'round_robin' ? [state.random.pick(type.hosts)] : type.hosts
}
