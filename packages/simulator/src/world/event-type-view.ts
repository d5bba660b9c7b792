import { uriOf } from '../ids.ts'
import { isoMicros } from '../stamps.ts'
import type { EventType, Place } from './records.ts'
import type { EventTypeResource } from './resources.ts'

/** The event type as the API answers it. */
export function eventTypeView(type: EventType): EventTypeResource {
  return {
    uri: uriOf('event_types', type.id),
    name: type.name,
    active: type.active,
    slug: type.slug,
    scheduling_url: schedulingUrl(type),
    duration: type.durationMinutes,
    duration_options: null,
    kind: type.seats > 1 ? 'group' : 'solo',
    pooling_type: type.pooling,
    type: type.adhoc ? 'AdhocEventType' : 'StandardEventType',
    color: type.color,
    created_at: isoMicros(type.createdUs),
    updated_at: isoMicros(type.updatedUs),
    internal_note: null,
    is_paid: type.paid,
    description_plain: type.description,
    description_html: type.description === null ? null : `<p>${type.description}</p>`,
    profile: profileOf(type),
    secret: type.adhoc,
    booking_method: type.poll ? 'poll' : 'instant',
    custom_questions: type.questions.map((question, position) => ({
      name: question.name,
      type: question.type,
      position,
      enabled: true,
      required: question.required,
      answer_choices: [...question.choices],
      include_other: false,
    })),
    deleted_at: type.deletedUs === undefined ? null : isoMicros(type.deletedUs),
    admin_managed: false,
    locations: type.places.length === 0 ? null : type.places.map(placeChoice),
    position: 0,
    locale: type.locale,
  }
}

export function schedulingUrl(type: EventType): string {
  const owner = type.pooling === null ? (type.hosts[0]?.slug ?? 'team') : 'd/team'
  return `https://calendly.com/${owner}/${type.slug}`
}

/** An event type's word for a location: two kinds are called otherwise than on events. */
export function typeLocationKind(kind: Place['kind']): string {
  return kind === 'zoom' || kind === 'gotomeeting' ? `${kind}_conference` : kind
}

function placeChoice(place: Place): { kind: string; location?: string; additional_info?: string } {
  const hasText = (place.kind === 'physical' || place.kind === 'custom') && typeof place.text === 'string'
  return {
    kind: typeLocationKind(place.kind),
    ...(hasText ? { location: place.text ?? '' } : {}),
    ...(place.kind === 'inbound_call' && place.text ? { phone_number: place.text } : {}),
    ...(place.additionalInfo === undefined ? {} : { additional_info: place.additionalInfo }),
  }
}

function profileOf(type: EventType): EventTypeResource['profile'] {
  if (type.pooling !== null) {
    return {
      type: 'Team',
      name: `${type.organization.name} Team`,
      owner: uriOf('teams', type.organization.id),
    }
  }
  const owner = type.hosts[0]
  return owner ? { type: 'User', name: owner.name, owner: uriOf('users', owner.id) } : null
}
