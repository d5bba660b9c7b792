import { slugify, uriOf } from '../ids.ts'
import type { EventType, Place, Question } from './records.ts'
import { findEventType, findUser, freshId, stampUs, type WorldState } from './state.ts'

export interface NewEventType {
  name: string
  /** User URIs; one for a personal type, several for a team's. */
  hosts: readonly string[]
  durationMinutes?: number
  /** More than one makes it a group type. */
  seats?: number
  pooling?: 'round_robin' | 'collective' | null
  /** A one-off meeting (`AdhocEventType`). */
  adhoc?: boolean
  /** A meeting poll (`booking_method: poll`). */
  poll?: boolean
  locations?: readonly Place[]
  questions?: readonly Partial<Question>[]
  description?: string
  paid?: boolean
  locale?: string
}

const colors = ['#0069ff', '#8247f5', '#ff4f00', '#17e885', '#f8e436']

/** @returns the event type's URI. */
export function addEventType(state: WorldState, input: NewEventType): string {
  const us = stampUs(state)
  const hosts = input.hosts.map((uri) => findUser(state, uri))
  const owner = hosts[0]
  if (!owner) throw new RangeError(`event type "${input.name}" needs a host`)
  const type: EventType = {
    id: freshId(state),
    name: input.name,
    slug: slugify(input.name),
    durationMinutes: input.durationMinutes ?? 30,
    seats: input.seats ?? 1,
    pooling: input.pooling ?? null,
    adhoc: input.adhoc ?? false,
    poll: input.poll ?? false,
    hosts,
    organization: owner.organization,
    places: [...(input.locations ?? [{ kind: 'google_conference' as const }])],
    questions: (input.questions ?? []).map((question) => ({
      name: question.name ?? 'Please share anything that will help prepare for our meeting.',
      type: question.type ?? 'text',
      required: question.required ?? false,
      choices: question.choices ?? [],
    })),
    description: input.description ?? null,
    active: true,
    paid: input.paid ?? false,
    color: state.random.pick(colors),
    locale: input.locale ?? 'en',
    createdUs: us,
    updatedUs: us,
  }
  state.eventTypes.set(type.id, type)
  return uriOf('event_types', type.id)
}

/** The type stays readable with `deleted_at`, and its meetings keep naming it. */
export function deleteEventType(state: WorldState, uri: string): void {
  const type = findEventType(state, uri)
  type.active = false
  type.deletedUs = stampUs(state)
  type.updatedUs = type.deletedUs
}
