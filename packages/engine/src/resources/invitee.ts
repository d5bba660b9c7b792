import { digest } from './digest.ts'
import { emailKey } from './email.ts'
import { instant, type JsonObject, list, object, text } from './lenient.ts'
import type { Resource, StampedFact } from './resource.ts'
import { cleanJson } from './text.ts'
import { lastSegment, segmentAfter } from './uri.ts'

export interface InviteeFact extends StampedFact {
  /** Last URI segment of the event this seat belongs to. */
  readonly event_uuid: string
  readonly email: string | null
  readonly email_key: string | null
  readonly name: string | null
  readonly timezone: string | null
  readonly reminder_number: string | null
  readonly answers: readonly unknown[]
  readonly answered_number: string | null
  readonly tracking: JsonObject | null
  readonly payment: JsonObject | null
  readonly no_show: JsonObject | null
  readonly reconfirmation: JsonObject | null
  readonly rescheduled: boolean
  readonly old_invitee: string | null
  readonly old_event: string | null
  readonly new_invitee: string | null
  readonly new_event: string | null
  readonly scheduling_method: string | null
  readonly cancellation: JsonObject | null
  readonly created_at: string | null
}

/** Calendly's `/scheduled_events/{uuid}/invitees` ("List Event Invitees"): one booked seat of a meeting. */
export const invitee: Resource<InviteeFact> = {
  table: 'meeting_invitees',
  listedAt: '/scheduled_events/{uuid}/invitees',
  webhooks: ['invitee.created', 'invitee.canceled', 'invitee_no_show.created', 'invitee_no_show.deleted'],
  columns: {
    event_uuid: ['text', 'stamped'],
    email: ['text', 'stamped'],
    email_key: ['text', 'stamped'],
    name: ['text', 'stamped'],
    timezone: ['text', 'stamped'],
    reminder_number: ['text', 'stamped'],
    answers: ['jsonb', 'stamped'],
    answered_number: ['text', 'stamped'],
    tracking: ['jsonb', 'stamped'],
    payment: ['jsonb', 'stamped'],
    no_show: ['jsonb', 'stamped'],
    reconfirmation: ['jsonb', 'stamped'],
    rescheduled: ['boolean', 'stamped'],
    old_invitee: ['text', 'stamped'],
    old_event: ['text', 'stamped'],
    new_invitee: ['text', 'kept'],
    new_event: ['text', 'kept'],
    scheduling_method: ['text', 'stamped'],
    cancellation: ['jsonb', 'kept'],
    created_at: ['timestamptz', 'stamped'],
  },
  fact: inviteeFact,
}

function inviteeFact(body: unknown): InviteeFact | undefined {
  const raw = object(cleanJson(body))
  const uuid = lastSegment(raw?.uri)
  const eventUuid = lastSegment(raw?.event) ?? segmentAfter(raw?.uri, 'scheduled_events')
  if (!raw || !uuid || !eventUuid) return undefined
  const createdAt = instant(raw.created_at)
  const email = text(raw.email)
  const answers = list(raw.questions_and_answers)
  const visible = {
    uuid,
    // Payloads from before 2022 say `canceled: true` where later ones carry a status.
    status: text(raw.status) ?? (raw.canceled === true ? 'canceled' : 'active'),
    updated_at: instant(raw.updated_at) ?? createdAt ?? '1970-01-01T00:00:00Z',
    event_uuid: eventUuid,
    email,
    email_key: emailKey(email) ?? null,
    name: fullName(raw),
    timezone: text(raw.timezone),
    reminder_number: text(raw.text_reminder_number),
    answers,
    answered_number: answeredNumber(answers),
    tracking: object(raw.tracking) ?? null,
    payment: object(raw.payment) ?? null,
    no_show: object(raw.no_show) ?? null,
    reconfirmation: object(raw.reconfirmation) ?? null,
    rescheduled: raw.rescheduled === true,
    old_invitee: lastSegment(raw.old_invitee) ?? null,
    old_event: segmentAfter(raw.old_invitee, 'scheduled_events') ?? null,
    new_invitee: lastSegment(raw.new_invitee) ?? null,
    new_event: segmentAfter(raw.new_invitee, 'scheduled_events') ?? null,
    scheduling_method: text(raw.scheduling_method),
    cancellation: object(raw.cancellation) ?? null,
    created_at: createdAt,
  }
  return { ...visible, faded: false, digest: digest(visible), raw }
}

function fullName(raw: JsonObject): string | null {
  const whole = text(raw.name)?.trim()
  if (whole) return whole
  const parts = [text(raw.first_name), text(raw.last_name)].filter((part) => part?.trim())
  return parts.length > 0 ? parts.join(' ') : null
}

/** An invitee names no question types: a number counts as a phone number when the question asks for one. */
function answeredNumber(answers: readonly unknown[]): string | null {
  for (const item of answers.map(object)) {
    const answer = text(item?.answer)?.trim() ?? ''
    if (asksForNumber.test(text(item?.question) ?? '') && looksLikeNumber.test(answer)) return answer
  }
  return null
}

const asksForNumber = /phone|mobile|cell|telefon|telephone|t[ée]l[ée]phone|handy|rufnummer|tel\b/i
const looksLikeNumber = /^\+?[\d\s()./-]{6,25}$/
