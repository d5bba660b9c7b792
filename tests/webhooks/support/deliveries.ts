import { createHmac, randomUUID } from 'node:crypto'

const halfHourMs = 1_800_000

/** `Calendly-Webhook-Signature` over exactly these bytes, made now unless told otherwise. */
export function signature(key: string, body: string | Buffer, t: number | string = unixNow()): string {
  const digest = createHmac('sha256', key).update(`${t}.`).update(body).digest('hex')
  return `t=${t},v1=${digest}`
}

export function unixNow(): number {
  return Math.floor(Date.now() / 1000)
}

/** A delivery's body about a meeting that nobody else speaks of. */
export interface BookingBody {
  readonly eventUuid: string
  readonly body: string
}

/** `invitee.created` of a new meeting of `host` (a Calendly user's URI), as Calendly would write it. */
export function bookingBody(host: string): BookingBody {
  const eventUuid = randomUUID()
  const event = `https://api.calendly.com/scheduled_events/${eventUuid}`
  const startMs = (Math.floor(Date.now() / halfHourMs) + 100) * halfHourMs
  const stamp = new Date().toISOString().replace('Z', '000Z')
  const seat = {
    uri: `${event}/invitees/${randomUUID()}`,
    event,
    email: `${eventUuid}@example.com`,
    name: 'Ada Lovelace',
    status: 'active',
    timezone: 'Europe/Berlin',
    questions_and_answers: [],
    rescheduled: false,
    created_at: stamp,
    updated_at: stamp,
    scheduled_event: {
      uri: event,
      name: 'First talk',
      status: 'active',
      start_time: new Date(startMs).toISOString(),
      end_time: new Date(startMs + halfHourMs).toISOString(),
      location: { type: 'physical', location: '1 Test Street' },
      invitees_counter: { total: 1, active: 1, limit: 1 },
      event_memberships: [{ user: host }],
      event_guests: [],
      created_at: stamp,
      updated_at: stamp,
    },
  }
  const body = { event: 'invitee.created', created_at: stamp, created_by: host, payload: seat }
  return { eventUuid, body: JSON.stringify(body) }
}
