import type { components } from './api/generated/calendly.ts'

// Calendly's own words and shapes, as read: every member but `uri` may be missing or null, and values may be new.
type Schemas = components['schemas']

export type UserBody = Schemas['User']
export type OrganizationBody = Schemas['Organization']
export type MembershipBody = Schemas['OrganizationMembership']
export type ScheduledEventBody = Schemas['ScheduledEvent']
export type InviteeBody = Schemas['Invitee']
export type EventTypeBody = Schemas['EventType']
export type WebhookSubscriptionBody = Schemas['WebhookSubscription']
export type PaginationBody = Schemas['Pagination']
