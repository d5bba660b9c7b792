import type { EventRecord, InviteeRecord } from './records.ts'

/** What of a meeting's life Calendly tells by webhook. Everything else happens in silence. */
export const happenings = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
] as const
export type Happening = (typeof happenings)[number]

export type Listener = (happening: Happening, event: EventRecord, invitee: InviteeRecord) => void
