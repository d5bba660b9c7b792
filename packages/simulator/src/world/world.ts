import { idOf } from '../ids.ts'
import type { Instant } from '../stamps.ts'
import { type Booked, type Booking, book } from './book.ts'
import * as change from './change.ts'
import { cancelEvent, cancelInvitee } from './end.ts'
import { eventTypeView } from './event-type-view.ts'
import { addEventType, deleteEventType, type NewEventType } from './event-types.ts'
import {
  addGroup,
  addMember,
  addOrganization,
  addUser,
  changePlan,
  type NewGroup,
  type NewOrganization,
  type NewUser,
  removeUser,
  setRole,
} from './people.ts'
import type { EventRecord, Place, Plan, Role } from './records.ts'
import { reschedule } from './reschedule.ts'
import type {
  EventResource,
  EventTypeResource,
  InviteeResource,
  MembershipResource,
  OrganizationResource,
  UserResource,
} from './resources.ts'
import { findUser, nowMs, presentUs, type Quirks, timelineOf, type WorldState } from './state.ts'
import { eventView, inviteeView, membershipView, organizationView, userView } from './views.ts'

/** A meeting with its invitees in the order of their booking, as the API would answer both now. */
export interface Meeting {
  event: EventResource
  invitees: InviteeResource[]
}

/**
 * The simulated Calendly itself, seen without permissions or limits. Verbs are synchronous and happen at the
 * simulator's present moment; they take and give URIs (a bare identifier will do, except for invitees).
 */
export interface World {
  readonly quirks: Quirks
  /** The present moment, epoch milliseconds. */
  now(): number
  addOrganization(input: NewOrganization): string
  addUser(input: NewUser): string
  setRole(user: string, role: Role): void
  removeUser(user: string, options?: { events?: 'stay' | 'vanish' }): void
  addMember(organization: string, user: string, role?: Role): void
  changePlan(organization: string, plan: Plan): void
  addGroup(input: NewGroup): string
  addEventType(input: NewEventType): string
  deleteEventType(eventType: string): void
  book(booking: Booking): Booked
  cancelEvent(event: string, options?: { reason?: string | null; by?: string }): void
  cancelInvitee(invitee: string, options?: { reason?: string | null }): void
  reschedule(
    invitee: string,
    newStart: Instant,
    options?: { reason?: string | null; by?: 'host' | 'invitee'; host?: string },
  ): Booked
  reassignHost(event: string, hosts: { from?: string; to: string }): void
  addGuest(event: string, email: string): void
  setNotes(event: string, notes: string): void
  changeLocation(event: string, place: Place | null): void
  changeStartTime(event: string, newStart: Instant): void
  /** @returns the identifier of the no-show. */
  markNoShow(invitee: string): string
  unmarkNoShow(inviteeOrNoShow: string): void
  deleteEvent(event: string): void
  /** @returns how many invitees carried the address. */
  anonymise(email: string): number
  /** Does verbs as if it were `atMs` (epoch milliseconds): for writing history. */
  at<T>(atMs: number, verbs: () => T): T

  /** Every event in the order of start, both statuses. */
  events(): EventResource[]
  event(uriOrId: string): EventResource | undefined
  invitees(eventUriOrId: string): InviteeResource[]
  /** Everything the user hosts, in the order of start: what a complete mirror of this user must hold. */
  truthFor(user: string): Meeting[]
  users(): UserResource[]
  organizations(): OrganizationResource[]
  memberships(): MembershipResource[]
  eventTypes(): EventTypeResource[]
  readonly size: number
}

export function createWorld(state: WorldState): World {
  const meeting = (event: EventRecord): Meeting => ({
    event: eventView(event, presentUs(state)),
    invitees: event.invitees.map((invitee) => inviteeView(event, invitee)),
  })
  return {
    quirks: state.quirks,
    now: () => nowMs(state),
    addOrganization: (input) => addOrganization(state, input),
    addUser: (input) => addUser(state, input),
    setRole: (user, role) => setRole(state, user, role),
    removeUser: (user, options) => removeUser(state, user, options),
    addMember: (organization, user, role) => addMember(state, organization, user, role),
    changePlan: (organization, plan) => changePlan(state, organization, plan),
    addGroup: (input) => addGroup(state, input),
    addEventType: (input) => addEventType(state, input),
    deleteEventType: (uri) => deleteEventType(state, uri),
    book: (booking) => book(state, booking),
    cancelEvent: (uri, options) => cancelEvent(state, uri, options),
    cancelInvitee: (uri, options) => cancelInvitee(state, uri, options),
    reschedule: (uri, newStart, options) => reschedule(state, uri, newStart, options),
    reassignHost: (uri, hosts) => change.reassignHost(state, uri, hosts),
    addGuest: (uri, email) => change.addGuest(state, uri, email),
    setNotes: (uri, notes) => change.setNotes(state, uri, notes),
    changeLocation: (uri, place) => change.changeLocation(state, uri, place),
    changeStartTime: (uri, newStart) => change.changeStartTime(state, uri, newStart),
    markNoShow: (uri) => change.markNoShow(state, uri),
    unmarkNoShow: (uri) => change.unmarkNoShow(state, uri),
    deleteEvent: (uri) => change.deleteEvent(state, uri),
    anonymise: (email) => change.anonymise(state, email),
    at: (atMs, verbs) => {
      const before = state.pretendedNowMs
      state.pretendedNowMs = atMs
      try {
        return verbs()
      } finally {
        state.pretendedNowMs = before
      }
    },
    events: () => state.everything.all().map((event) => eventView(event, presentUs(state))),
    event: (uri) => {
      const event = state.events.get(idOf(uri))
      return event && eventView(event, presentUs(state))
    },
    invitees: (uri) => {
      const event = state.events.get(idOf(uri))
      return event ? event.invitees.map((invitee) => inviteeView(event, invitee)) : []
    },
    truthFor: (user) => timelineOf(state.byHost, findUser(state, user)).all().map(meeting),
    users: () => [...state.users.values()].map(userView),
    organizations: () => [...state.organizations.values()].map(organizationView),
    memberships: () => [...state.memberships.values()].map(membershipView),
    eventTypes: () => [...state.eventTypes.values()].map(eventTypeView),
    get size() {
      return state.everything.size
    },
  }
}
