import { isoMicros, microsPerMs, msPerDay } from '../stamps.ts'
import { type Happening, happenings } from '../world/happening.ts'
import type {
  Cancellation,
  EventRecord,
  EventType,
  Group,
  InviteeRecord,
  Organization,
  User,
} from '../world/records.ts'
import { presentUs, stampUs, timelineOf, type WorldState } from '../world/state.ts'
import { bodyOf, payloadOf, type WebhookBody } from './body.ts'

/** Whose meetings a sample may be taken from. */
export interface Whose {
  organization: Organization
  user: User | null
  group: Group | null
}

const fits: Record<Happening, (invitee: InviteeRecord) => boolean> = {
  'invitee.created': ({ status }) => status === 'active',
  'invitee.canceled': ({ status }) => status === 'canceled',
  'invitee_no_show.created': ({ extras }) => extras?.noShow !== undefined,
  'invitee_no_show.deleted': ({ status, extras }) => status === 'active' && extras?.noShow === undefined,
}

/**
 * A message as it would be about the invitee who booked last among those it can happen to, as recorded; where there
 * is none, about one made up for the purpose. Undefined for an event that never happens in this world.
 */
export function sampleBody(
  state: WorldState,
  event: string,
  whose: Whose,
  creator: User,
): WebhookBody | undefined {
  const happening = happenings.find((one) => one === event)
  if (!happening) return undefined
  let latest: { meeting: EventRecord; invitee: InviteeRecord } | undefined
  for (const meeting of timelineOf(state.byOrganization, whose.organization).all()) {
    if (!concerns(whose, meeting)) continue
    for (const invitee of meeting.invitees) {
      if (!fits[happening](invitee)) continue
      if (!latest || invitee.createdUs > latest.invitee.createdUs) latest = { meeting, invitee }
    }
  }
  const { meeting, invitee } = latest ?? madeUp(state, happening, whose)
  const us = stampUs(state)
  const body = bodyOf(event, creator, payloadOf(meeting, invitee, presentUs(state)), us)
  // Recorded: samples carry the microsecond of asking, which real messages do not.
  return { ...body, created_at: isoMicros(us) }
}

function concerns({ user, group }: Whose, meeting: EventRecord): boolean {
  if (user) return meeting.hosts.includes(user)
  return group === null || meeting.hosts.some((host) => group.members.has(host))
}

// In no list and under no address: it exists in this answer only.
function madeUp(state: WorldState, happening: Happening, whose: Whose) {
  const us = presentUs(state)
  const meeting: EventRecord = {
    id: 'SAMPLEEVENT00000',
    seq: 0,
    organization: whose.organization,
    eventType: typeFor(whose, us),
    name: '30 Minute Meeting',
    hosts: whose.user ? [whose.user] : [...(whose.group?.members ?? [])].slice(0, 1),
    startUs: us + msPerDay * microsPerMs,
    endUs: us + (msPerDay + 1_800_000) * microsPerMs,
    status: 'active',
    createdUs: us,
    updatedUs: us,
    pushAtUs: us,
    place: { kind: 'physical', text: '1 Sample Street' },
    guests: [],
    invitees: [],
  }
  const invitee: InviteeRecord = {
    id: 'SAMPLEINVITEE000',
    email: 'john.doe@example.com',
    name: 'John Doe',
    timezone: 'America/New_York',
    status: 'active',
    createdUs: us,
    updatedUs: us,
  }
  meeting.invitees = [invitee]
  if (happening === 'invitee_no_show.created') {
    invitee.extras = { noShow: { id: 'SAMPLENOSHOW0000', createdUs: us } }
  }
  if (happening === 'invitee.canceled') {
    const cancellation: Cancellation = {
      canceledBy: invitee.name,
      reason: null,
      cancelerType: 'invitee',
      createdUs: us,
    }
    invitee.status = 'canceled'
    invitee.extras = { cancellation }
    meeting.status = 'canceled'
    meeting.cancellation = cancellation
  }
  return { meeting, invitee }
}

function typeFor({ organization, user }: Whose, us: number): EventType {
  return {
    id: 'SAMPLEEVENTTYPE0',
    name: '30 Minute Meeting',
    slug: '30min',
    durationMinutes: 30,
    seats: 1,
    pooling: null,
    adhoc: false,
    poll: false,
    hosts: user ? [user] : [],
    organization,
    places: [],
    questions: [],
    description: null,
    active: true,
    paid: false,
    color: '#0069ff',
    locale: 'en',
    createdUs: us,
    updatedUs: us,
  }
}
