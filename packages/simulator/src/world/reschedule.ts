import { uriOf, inviteeUri as uriOfInvitee } from '../ids.ts'
import { type Instant, toMicros } from '../stamps.ts'
import { addInvitee, type Booked, newEvent, openSlot } from './book.ts'
import { cancelInvitee } from './end.ts'
import type { EventRecord, InviteeExtras, InviteeRecord } from './records.ts'
import { findInvitee, findUser, WorldError, type WorldState } from './state.ts'
import { tell } from './tell.ts'

/**
 * Moves one invitee: a new invitee on a new event (in a group type: on the running event of that slot), the
 * old one canceled with `rescheduled: true`, linked both ways (Calendly developer docs, "See how webhook
 * payloads change when invitees reschedule events").
 */
export function reschedule(
  state: WorldState,
  inviteeUri: string,
  newStart: Instant,
  options: { reason?: string | null; by?: 'host' | 'invitee'; host?: string } = {},
): Booked {
  const { event, invitee } = findInvitee(state, inviteeUri)
  if (invitee.status === 'canceled') throw new WorldError(`${invitee.name} has canceled already`)
  const startUs = toMicros(newStart)
  const hosts = options.host === undefined ? event.hosts : [findUser(state, options.host)]
  const slot = openSlot(state, event.eventType, startUs)
  if (slot === event) throw new WorldError('the new start is the old one')
  const target = slot ?? newEvent(state, likeBefore(event), event.eventType, hosts, startUs)
  const moved = addInvitee(state, target, { invitee: sameInvitee(invitee) }, carriedOver(invitee, inviteeUri))
  const movedUri = uriOfInvitee(target.id, moved.id)
  cancelInvitee(state, inviteeUri, {
    rescheduledTo: movedUri,
    reason: options.reason ?? null,
    by: options.by ?? 'invitee',
  })
  tell(state, 'invitee.created', target, moved)
  return { event: uriOf('scheduled_events', target.id), invitee: movedUri }
}

function likeBefore(event: EventRecord) {
  return {
    durationMinutes: (event.endUs - event.startUs) / 60_000_000,
    guests: event.guests.map((guest) => guest.email),
    location: event.place,
  }
}

function sameInvitee({ name, email, timezone }: InviteeRecord) {
  return { name, email, ...(timezone === null ? {} : { timezone }) }
}

function carriedOver(invitee: InviteeRecord, oldUri: string): InviteeExtras {
  const {
    cancellation: _cancellation,
    noShow: _noShow,
    rescheduled: _rescheduled,
    newInvitee: _newInvitee,
    ...kept
  } = invitee.extras ?? {}
  return { ...kept, oldInvitee: oldUri }
}
