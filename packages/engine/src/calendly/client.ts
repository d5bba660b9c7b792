import type {
  EventTypeBody,
  InviteeBody,
  MembershipBody,
  OrganizationBody,
  ScheduledEventBody,
  UserBody,
} from './bodies.ts'
import type { CallOptions, Page } from './call.ts'

export interface ScheduledEventsQuery {
  /** User URI. Alone: the token's own events in every organization. */
  user?: string
  /** Organization URI; needs an owner's or admin's token. */
  organization?: string
  /** ISO instant, cut to the whole second it lies in (Calendly was seen refusing fractions). */
  minStartTime?: string
  /** ISO instant, raised to the next whole second. */
  maxStartTime?: string
  sort?: 'start_time:asc' | 'start_time:desc'
  inviteeEmail?: string
}

export interface MembershipsQuery {
  organization?: string
  user?: string
  email?: string
}

export interface EventTypesQuery {
  user?: string
  organization?: string
  /** For example `updated_at:desc`. */
  sort?: string
}

/**
 * Reads Calendly. Every call waits for the budget, is tried at most three times, and rejects with a `CalendlyError`
 * (or with the reason of the caller's signal). Lists ask for the next page only when the consumer does.
 */
export interface CalendlyClient {
  currentUser(options?: CallOptions): Promise<UserBody>
  organization(uuid: string, options?: CallOptions): Promise<OrganizationBody>
  memberships(query: MembershipsQuery, options?: CallOptions): AsyncGenerator<MembershipBody[], void, void>
  /** Both statuses, 100 a page. */
  scheduledEvents(
    query: ScheduledEventsQuery,
    options?: CallOptions,
  ): AsyncGenerator<Page<ScheduledEventBody>, void, void>
  scheduledEvent(uuid: string, options?: CallOptions): Promise<ScheduledEventBody>
  /** Both statuses, 100 a page. */
  invitees(eventUuid: string, options?: CallOptions): AsyncGenerator<Page<InviteeBody>, void, void>
  eventTypes(query: EventTypesQuery, options?: CallOptions): AsyncGenerator<Page<EventTypeBody>, void, void>
  /** Attempts sent so far, retries included. */
  readonly requests: number
  /** Closes idle connections. Only needed when the transport is the client's own. */
  close(): Promise<void>
}
