import { inviteeUri, uriOf } from '../ids.ts'
import { isoMicros } from '../stamps.ts'
import { locationView } from './locations.ts'
import type {
  Cancellation,
  EventRecord,
  InviteeRecord,
  Membership,
  NoShow,
  Organization,
  User,
} from './records.ts'
import type {
  CancellationResource,
  EventResource,
  InviteeResource,
  MembershipResource,
  OrganizationResource,
  UserResource,
} from './resources.ts'

/** When the event last changed, as seen at `nowUs`: a push moves `updated_at` without anybody's doing. */
export function lastChangeUs(event: EventRecord, nowUs: number): number {
  return event.pushAtUs <= nowUs ? Math.max(event.updatedUs, event.pushAtUs) : event.updatedUs
}

export function activeSeats(event: EventRecord): number {
  let active = 0
  for (const invitee of event.invitees) if (invitee.status === 'active') active += 1
  return active
}

/** The event as the API answers it at `nowUs`. */
export function eventView(event: EventRecord, nowUs: number): EventResource {
  const isPushed = event.pushAtUs <= nowUs
  const host = event.hosts[0]
  const startTime = isoMicros(event.startUs)
  const endTime = isoMicros(event.endUs)
  return {
    uri: uriOf('scheduled_events', event.id),
    name: event.name,
    meeting_notes_plain: event.notes ?? null,
    meeting_notes_html: event.notes === undefined ? null : `<p>${event.notes}</p>`,
    status: event.status,
    start_time: startTime,
    end_time: endTime,
    event_type: uriOf('event_types', event.eventType.id),
    location: locationView(event, nowUs),
    invitees_counter: {
      total: event.invitees.length,
      active: activeSeats(event),
      limit: event.eventType.seats,
    },
    created_at: isoMicros(event.createdUs),
    updated_at: isoMicros(lastChangeUs(event, nowUs)),
    event_memberships: event.hosts.map((user) => ({
      user: uriOf('users', user.id),
      user_email: user.email,
      user_name: user.name,
      buffered_start_time: startTime,
      buffered_end_time: endTime,
    })),
    event_guests: event.guests.map((guest) => ({
      email: guest.email,
      created_at: isoMicros(guest.createdUs),
      updated_at: isoMicros(guest.updatedUs),
    })),
    calendar_event:
      isPushed && host?.calendar ? { kind: host.calendar, external_id: externalId(event.id) } : null,
    ...(event.cancellation ? { cancellation: cancellationView(event.cancellation) } : {}),
  }
}

/** The invitee as the API answers it. */
export function inviteeView(event: EventRecord, invitee: InviteeRecord): InviteeResource {
  const extras = invitee.extras ?? {}
  return {
    uri: inviteeUri(event.id, invitee.id),
    email: invitee.email,
    first_name: extras.firstName ?? null,
    last_name: extras.lastName ?? null,
    name: invitee.name,
    status: invitee.status,
    questions_and_answers: (extras.answers ?? []).map(({ question, answer, position }) => ({
      question,
      answer,
      position,
    })),
    timezone: invitee.timezone,
    event: uriOf('scheduled_events', event.id),
    created_at: isoMicros(invitee.createdUs),
    updated_at: isoMicros(invitee.updatedUs),
    tracking: {
      utm_campaign: extras.tracking?.utm_campaign ?? null,
      utm_source: extras.tracking?.utm_source ?? null,
      utm_medium: extras.tracking?.utm_medium ?? null,
      utm_content: extras.tracking?.utm_content ?? null,
      utm_term: extras.tracking?.utm_term ?? null,
      salesforce_uuid: extras.tracking?.salesforce_uuid ?? null,
    },
    text_reminder_number: extras.phone ?? null,
    rescheduled: extras.rescheduled ?? false,
    old_invitee: extras.oldInvitee ?? null,
    new_invitee: extras.newInvitee ?? null,
    cancel_url: `https://calendly.com/cancellations/${invitee.id}`,
    reschedule_url: `https://calendly.com/reschedulings/${invitee.id}`,
    routing_form_submission: null,
    payment: extras.payment ? { ...extras.payment } : null,
    no_show: extras.noShow ? noShowView(extras.noShow) : null,
    reconfirmation: extras.reconfirmation
      ? {
          created_at: isoMicros(extras.reconfirmation.createdUs),
          confirmed_at:
            extras.reconfirmation.confirmedUs === null ? null : isoMicros(extras.reconfirmation.confirmedUs),
        }
      : null,
    scheduling_method: extras.method ?? null,
    invitee_scheduled_by: extras.scheduledBy ? uriOf('users', extras.scheduledBy.id) : null,
    ...(extras.cancellation ? { cancellation: cancellationView(extras.cancellation) } : {}),
  }
}

export function cancellationView(cancellation: Cancellation): CancellationResource {
  return {
    canceled_by: cancellation.canceledBy,
    reason: cancellation.reason,
    canceler_type: cancellation.cancelerType,
    created_at: isoMicros(cancellation.createdUs),
  }
}

export function noShowView(noShow: NoShow): { uri: string; created_at: string } {
  return { uri: uriOf('invitee_no_shows', noShow.id), created_at: isoMicros(noShow.createdUs) }
}

export function userView(user: User): UserResource {
  return {
    uri: uriOf('users', user.id),
    name: user.name,
    slug: user.slug,
    email: user.email,
    scheduling_url: `https://calendly.com/${user.slug}`,
    timezone: user.timezone,
    time_notation: user.locale === 'en' ? '12h' : '24h',
    avatar_url: null,
    created_at: isoMicros(user.createdUs),
    updated_at: isoMicros(user.updatedUs),
    locale: user.locale,
    resource_type: 'User',
    current_organization: uriOf('organizations', user.organization.id),
  }
}

export function membershipView(membership: Membership): MembershipResource {
  const { current_organization: _organization, resource_type: _type, ...user } = userView(membership.user)
  return {
    uri: uriOf('organization_memberships', membership.id),
    role: membership.role,
    user,
    organization: uriOf('organizations', membership.organization.id),
    created_at: isoMicros(membership.createdUs),
    updated_at: isoMicros(membership.updatedUs),
  }
}

export function organizationView(organization: Organization): OrganizationResource {
  return {
    uri: uriOf('organizations', organization.id),
    name: organization.name,
    plan: organization.stage === 'free' ? 'basic' : 'teams',
    stage: organization.stage,
    kind: 'standard',
    created_at: isoMicros(organization.createdUs),
    updated_at: isoMicros(organization.updatedUs),
  }
}

// A calendar's own name for its entry; made from the event's identifier so that nothing has to be kept.
function externalId(eventId: string): string {
  return eventId.replaceAll('-', '').toLowerCase().slice(0, 26).padEnd(26, '0')
}
