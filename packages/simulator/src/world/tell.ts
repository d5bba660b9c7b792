import type { EventRecord, InviteeRecord } from './records.ts'
import type { WorldState } from './state.ts'

/** What of a meeting's life Calendly tells by webhook. Everything else happens in silence. */
export const happenings = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
] as const
export type Happening = (typeof happenings)[number]

export type Listener = (happening: Happening, event: EventRecord, invitee: InviteeRecord) => void

/** Tells what has just happened, once the verb is done with its records. History being written tells nobody. */
export function tell(
  state: WorldState,
  happening: Happening,
  event: EventRecord,
  invitee: InviteeRecord,
): void {
  if (state.pretendedNowMs === undefined) state.listener?.(happening, event, invitee)
}
