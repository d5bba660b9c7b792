import { type InviteeFact, invitee } from './invitee.ts'
import { type JsonObject, object, text } from './lenient.ts'
import { type ScheduledEventFact, scheduledEvent } from './scheduled-event.ts'
import { cleanJson } from './text.ts'
import { lastSegment } from './uri.ts'

/** What a delivery tells of a meeting. */
export interface MeetingNews {
  /** Calendly's name of it, such as `invitee.created`. */
  readonly kind: string
  readonly eventUuid: string
  /** Absent in payloads from before 2022: the event must be read. */
  readonly event: ScheduledEventFact | undefined
  readonly invitee: InviteeFact
  /** No-shows move no stamp, so that their order cannot be told from their bodies. */
  readonly isOfNoShow: boolean
  /** Text that Postgres cannot hold was replaced. */
  readonly isCleaned: boolean
}

/** Why a body tells nothing, with its kind where it has one. */
export interface NoNews {
  readonly kind: string | null
  readonly why: 'unknown_kind' | 'unusable'
}

/**
 * Reads the body of a delivery: `{event, created_at, created_by, payload}`. Never throws; what is no JSON, has no
 * identity or speaks of something that is not mirrored says so.
 *
 * @param body - decoded bytes.
 * @param nowMs - epoch milliseconds; see `Resource.fact`.
 * @see Calendly developer docs, "Webhook payload"
 */
export function readWebhook(body: Uint8Array, nowMs: number): MeetingNews | NoNews {
  const read = readJson(body)
  const envelope = object(read?.value)
  const kind = kindOf(envelope)
  if (!read || !envelope || kind === null) return { kind: null, why: 'unusable' }
  if (!invitee.webhooks.includes(kind)) return { kind, why: 'unknown_kind' }
  const { scheduled_event: told, ...seat } = object(envelope.payload) ?? {}
  const seatFact = invitee.fact(seat, nowMs)
  if (!seatFact) return { kind, why: 'unusable' }
  return {
    kind,
    eventUuid: seatFact.event_uuid,
    event: eventFact(told, seatFact.event_uuid, nowMs),
    invitee: seatFact,
    isOfNoShow: kind.startsWith('invitee_no_show.'),
    isCleaned: read.isCleaned,
  }
}

/** A published example names two events in one payload; real deliveries agree, and `payload.event` is the one to trust. */
function eventFact(told: unknown, uuid: string, nowMs: number): ScheduledEventFact | undefined {
  const body = object(told)
  if (!body) return undefined
  const uri = lastSegment(body.uri) === uuid ? body.uri : `https://api.calendly.com/scheduled_events/${uuid}`
  return scheduledEvent.fact({ ...body, uri }, nowMs)
}

/** Names are short and plain; anything else is kept with the body, not as a name. */
function kindOf(envelope: JsonObject | undefined): string | null {
  const kind = text(envelope?.event)
  return kind !== null && /^[a-z][a-z0-9_.]{0,63}$/.test(kind) ? kind : null
}

function readJson(body: Uint8Array): { readonly value: unknown; readonly isCleaned: boolean } | undefined {
  const told = new TextDecoder('utf-8').decode(body)
  try {
    const value: unknown = JSON.parse(told)
    const clean = cleanJson(value)
    // Writing both out again is dear, and needed only where something suspicious stands in the text.
    const isCleaned =
      suspicious.test(told) && (told.includes('\uFFFD') || JSON.stringify(value) !== JSON.stringify(clean))
    return { value: clean, isCleaned }
  } catch {
    return undefined
  }
}

/** An escaped NUL or surrogate, or what stands for bytes that are no UTF-8. */
const suspicious = /\\u0000|\\ud[89a-f]|\uFFFD/i
