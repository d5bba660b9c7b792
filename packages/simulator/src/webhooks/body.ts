import { uriOf } from '../ids.ts'
import { isoMicros } from '../stamps.ts'
import type { EventRecord, InviteeRecord, User } from '../world/records.ts'
import type { InviteePayload } from '../world/resources.ts'
import { activeSeats, eventView, inviteeView } from '../world/views.ts'

const microsPerSecond = 1_000_000

/** What Calendly's messages carry (Calendly developer docs, "Webhook payload"). */
export interface WebhookBody {
  created_at: string
  /** Who made the subscription, whoever did what the message tells of. */
  created_by: string
  event: string
  payload: object
}

/** The invitee and his event as they are at `nowUs`. */
export function payloadOf(event: EventRecord, invitee: InviteeRecord, nowUs: number): InviteePayload {
  const { calendar_event: _calendar, event_memberships, ...seen } = eventView(event, nowUs)
  return {
    ...inviteeView(event, invitee),
    scheduled_event: {
      ...seen,
      event_memberships: event_memberships.map(({ user, user_email, user_name }) => ({
        user,
        user_email,
        user_name,
      })),
    },
  }
}

/** The same payload with the counter as it is by now. */
export function recounted(payload: InviteePayload, event: EventRecord): InviteePayload {
  const { invitees_counter, ...rest } = payload.scheduled_event
  const counter = { ...invitees_counter, total: event.invitees.length, active: activeSeats(event) }
  return { ...payload, scheduled_event: { ...rest, invitees_counter: counter } }
}

/** Stamped in whole seconds, cut off: a message may claim to be older than what it tells. */
export function bodyOf(event: string, creator: User, payload: object, nowUs: number): WebhookBody {
  return {
    created_at: isoMicros(Math.floor(nowUs / microsPerSecond) * microsPerSecond),
    created_by: uriOf('users', creator.id),
    event,
    payload,
  }
}
