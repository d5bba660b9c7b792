import { createHmac } from 'node:crypto'

/** Signs like Calendly; the same key for every delivery. */
export const signingKey = 'benchmark-signing-key'

/** A delivery ready to be sent. */
export interface Signed {
  readonly eventUuid: string
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** What a delivery of a new booking needs to name its host. */
export interface Host {
  readonly uri: string
  readonly email: string
  readonly name: string
}

/** The booking of a meeting of its own, in the shape and size of a real `invitee.created` (2 to 3 kB). */
export function booking(host: Host, name: string, startMs: number): Signed {
  const eventUuid = `bench-${name}`
  const stamp = new Date().toISOString().replace('Z', '123Z')
  const body = Buffer.from(JSON.stringify(created(host, eventUuid, name, startMs, stamp)))
  const t = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', signingKey).update(`${t}.`).update(body).digest('hex')
  const headers = { 'content-type': 'application/json', 'calendly-webhook-signature': `t=${t},v1=${v1}` }
  return { eventUuid, body, headers }
}

function created(host: Host, eventUuid: string, name: string, startMs: number, stamp: string) {
  const event = `https://api.calendly.com/scheduled_events/${eventUuid}`
  return {
    event: 'invitee.created',
    created_at: stamp.replace(/\.\d+Z/, '.000000Z'),
    created_by: host.uri,
    payload: {
      uri: `${event}/invitees/${eventUuid}-seat`,
      event,
      email: `${name}@client.example`,
      name: `Client ${name}`,
      first_name: null,
      last_name: null,
      status: 'active',
      questions_and_answers: [
        { question: 'What shall we talk about?', answer: 'A pension plan. '.repeat(20), position: 0 },
      ],
      timezone: 'Europe/Berlin',
      created_at: stamp,
      updated_at: stamp,
      tracking: { utm_campaign: null, utm_source: null, utm_medium: null, utm_content: null, utm_term: null },
      text_reminder_number: null,
      rescheduled: false,
      old_invitee: null,
      new_invitee: null,
      cancel_url: `https://calendly.com/cancellations/${eventUuid}`,
      reschedule_url: `https://calendly.com/reschedulings/${eventUuid}`,
      routing_form_submission: null,
      payment: null,
      no_show: null,
      reconfirmation: null,
      scheduling_method: null,
      invitee_scheduled_by: null,
      scheduled_event: {
        uri: event,
        name: 'First meeting',
        meeting_notes_plain: null,
        meeting_notes_html: null,
        status: 'active',
        start_time: new Date(startMs).toISOString().replace('Z', '000Z'),
        end_time: new Date(startMs + 1_800_000).toISOString().replace('Z', '000Z'),
        event_type: 'https://api.calendly.com/event_types/bench',
        location: { type: 'inbound_call', location: '+49 30 5550 0100' },
        invitees_counter: { total: 1, active: 1, limit: 1 },
        created_at: stamp,
        updated_at: stamp,
        event_memberships: [{ user: host.uri, user_email: host.email, user_name: host.name }],
        event_guests: [],
      },
    },
  }
}
