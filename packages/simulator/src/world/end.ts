import { microsPerMs } from '../stamps.ts'
import type { Cancellation, EventRecord, InviteeRecord } from './records.ts'
import { findEvent, findInvitee, stampUs, touch, WorldError, type WorldState } from './state.ts'
import { tell } from './tell.ts'
import { activeSeats } from './views.ts'

/** How meetings end: by the host (the whole event), or by one invitee. */

/** The host cancels: the event and every active invitee are canceled with one and the same cancellation. */
export function cancelEvent(
  state: WorldState,
  eventUri: string,
  options: { reason?: string | null; by?: string } = {},
): void {
  const event = findEvent(state, eventUri)
  if (event.status === 'canceled') throw new WorldError('Event is already canceled')
  const cancellation: Cancellation = {
    canceledBy: options.by ?? event.hosts[0]?.name ?? 'Host',
    reason: options.reason ?? null,
    cancelerType: 'host',
    createdUs: stampUs(state),
  }
  const leaving = event.invitees.filter((one) => one.status === 'active')
  for (const invitee of leaving) endInvitee(state, invitee, cancellation)
  endEvent(state, event, cancellation)
  for (const invitee of leaving) tell(state, 'invitee.canceled', event, invitee)
}

/** One invitee cancels. A group event lives on; a one-on-one ends with its only seat. */
export function cancelInvitee(
  state: WorldState,
  inviteeUri: string,
  options: { reason?: string | null; rescheduledTo?: string; by?: 'host' | 'invitee' } = {},
): void {
  const { event, invitee } = findInvitee(state, inviteeUri)
  if (invitee.status === 'canceled') throw new WorldError(`${invitee.name} has canceled already`)
  const byHost = options.by === 'host'
  const cancellation: Cancellation = {
    canceledBy: byHost ? (event.hosts[0]?.name ?? 'Host') : invitee.name,
    reason: options.reason ?? null,
    cancelerType: byHost ? 'host' : 'invitee',
    createdUs: stampUs(state),
  }
  endInvitee(state, invitee, cancellation)
  if (options.rescheduledTo !== undefined) {
    invitee.extras = { ...invitee.extras, rescheduled: true, newInvitee: options.rescheduledTo }
  }
  const isGroup = event.eventType.seats > 1
  if (activeSeats(event) === 0 && (!isGroup || state.quirks.emptyGroupDies)) {
    endEvent(state, event, cancellation)
  } else if (state.quirks.groupChangeMovesEvent) {
    touch(state, event)
  }
  tell(state, 'invitee.canceled', event, invitee)
}

function endInvitee(state: WorldState, invitee: InviteeRecord, cancellation: Cancellation): void {
  invitee.status = 'canceled'
  invitee.updatedUs = Math.max(cancellation.createdUs + drift(state), invitee.updatedUs + 1)
  invitee.extras = { ...invitee.extras, cancellation }
}

function endEvent(state: WorldState, event: EventRecord, cancellation: Cancellation): void {
  event.status = 'canceled'
  event.cancellation = cancellation
  touch(state, event, cancellation.createdUs + drift(state))
  // What had not been pushed by now never will be.
  if (event.pushAtUs > event.updatedUs) event.pushAtUs = Number.POSITIVE_INFINITY
}

// Recorded cancellations: the stamps of event and invitee lie up to 30 ms apart, either one first.
function drift(state: WorldState): number {
  return state.random.int(5, 40) * microsPerMs + state.random.int(0, 999)
}
