import { digest } from './digest.ts'
import { emailKey } from './email.ts'
import { instant, integer, type JsonObject, list, object, text } from './lenient.ts'
import { place } from './location.ts'
import type { Resource, StampedFact } from './resource.ts'
import { cleanJson } from './text.ts'
import { lastSegment } from './uri.ts'

/** A host of an event: the Calendly user's URI is what assigns the meeting to a user of ours. */
export interface Host {
  readonly user: string
  readonly email: string | null
  readonly email_key: string | null
  readonly name: string | null
}

/** Somebody added to the event beside its invitees: an address, no seat and no status. */
export interface Guest {
  readonly email: string
  readonly email_key: string | null
}

export interface ScheduledEventFact extends StampedFact {
  readonly name: string | null
  readonly start_time: string
  readonly end_time: string
  readonly event_type: string | null
  readonly location: JsonObject | null
  readonly location_text: string | null
  readonly join_url: string | null
  readonly location_pending: boolean
  readonly invitees_total: number | null
  readonly invitees_active: number | null
  readonly invitees_limit: number | null
  readonly hosts: readonly Host[]
  readonly guests: readonly Guest[]
  readonly notes: string | null
  readonly cancellation: JsonObject | null
  readonly canceled_at: string | null
  readonly created_at: string | null
}

/** Calendly's `/scheduled_events` ("List Events"): one meeting, with its hosts and counters, without its invitees. */
export const scheduledEvent: Resource<ScheduledEventFact> = {
  table: 'scheduled_events',
  listedAt: '/scheduled_events',
  webhooks: [],
  columns: {
    name: ['text', 'stamped'],
    start_time: ['timestamptz', 'stamped'],
    end_time: ['timestamptz', 'stamped'],
    event_type: ['text', 'stamped'],
    location: ['jsonb', 'fading'],
    location_text: ['text', 'fading'],
    join_url: ['text', 'fading'],
    location_pending: ['boolean', 'stamped'],
    invitees_total: ['integer', 'stamped'],
    invitees_active: ['integer', 'stamped'],
    invitees_limit: ['integer', 'stamped'],
    hosts: ['jsonb', 'stamped'],
    guests: ['jsonb', 'stamped'],
    notes: ['text', 'stamped'],
    cancellation: ['jsonb', 'kept'],
    canceled_at: ['timestamptz', 'kept'],
    created_at: ['timestamptz', 'stamped'],
  },
  fact: scheduledEventFact,
}

function scheduledEventFact(body: unknown, nowMs: number): ScheduledEventFact | undefined {
  const raw = object(cleanJson(body))
  const uuid = lastSegment(raw?.uri)
  const startTime = instant(raw?.start_time)
  if (!raw || !uuid || !startTime) return undefined
  const endTime = instant(raw.end_time) ?? startTime
  const counter = object(raw.invitees_counter)
  const where = place(raw.location)
  const createdAt = instant(raw.created_at)
  const status = text(raw.status) ?? 'active'
  const updatedAt = instant(raw.updated_at) ?? createdAt ?? longAgo
  const cancellation = object(raw.cancellation) ?? null
  const visible = {
    uuid,
    status,
    updated_at: updatedAt,
    name: text(raw.name),
    start_time: startTime,
    end_time: endTime,
    event_type: text(raw.event_type),
    location: where.location,
    location_text: where.location_text,
    join_url: where.join_url,
    location_pending: where.isPending,
    invitees_total: integer(counter?.total),
    invitees_active: integer(counter?.active),
    invitees_limit: integer(counter?.limit),
    hosts: hosts(raw.event_memberships),
    guests: guests(raw.event_guests),
    notes: text(raw.meeting_notes_plain),
    cancellation,
    canceled_at: status === 'canceled' ? (instant(cancellation?.created_at) ?? updatedAt) : null,
    created_at: createdAt,
  }
  const faded = where.isBlank && Date.parse(endTime) < nowMs - fadesAfterMs
  return { ...visible, faded, digest: digest(visible), raw }
}

/** A payload without any stamp loses against every stamped one. */
const longAgo = '1970-01-01T00:00:00Z'

/** Calendly keeps location details for six months; a month less, so that a clock or a calendar never decides. */
const fadesAfterMs = 150 * 86_400_000

/** Sorted, so that an order that means nothing makes no difference. */
function hosts(memberships: unknown): readonly Host[] {
  return list(memberships)
    .map(object)
    .flatMap((membership) => {
      const user = text(membership?.user)
      if (!user) return []
      const email = text(membership?.user_email)
      return [{ user, email, email_key: emailKey(email) ?? null, name: text(membership?.user_name) }]
    })
    .sort((a, b) => (a.user < b.user ? -1 : 1))
}

function guests(value: unknown): readonly Guest[] {
  return list(value)
    .map((guest) => text(object(guest)?.email))
    .filter((email) => email !== null)
    .sort()
    .map((email) => ({ email, email_key: emailKey(email) ?? null }))
}
