export type { RequestFilter, RequestLog, RequestLogEntry } from './api/request-log.ts'
export type { TokenRequest, Tokens } from './api/tokens.ts'
export { manualClock, realClock, type SimulatorClock } from './clock.ts'
export type { Fault, FaultEffect, Faults, FaultTarget, FiredFault, HeldAnswer } from './faults/types.ts'
export { type Deed, live } from './life.ts'
export type { NewOAuthClient, OAuth, OAuthClient, OAuthGrant, TokenCall } from './oauth/types.ts'
export { type Random, randomFrom, seededRandom } from './random.ts'
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts'
export type { Instant } from './stamps.ts'
export type {
  Conduct,
  Delivery,
  DeliveryAttempt,
  DeliveryState,
  HeldMessages,
  Webhooks,
} from './webhooks/types.ts'
export type { Booked, Booking } from './world/book.ts'
export type { NewEventType } from './world/event-types.ts'
export type { NewGroup, NewOrganization, NewUser } from './world/people.ts'
export type { Answer, LocationKind, Payment, Place, Plan, Role, Tracking } from './world/records.ts'
export type {
  CancellationResource,
  EventResource,
  EventTypeResource,
  InviteePayload,
  InviteeResource,
  LocationResource,
  MembershipResource,
  OrganizationResource,
  UserResource,
  WebhookSubscriptionResource,
} from './world/resources.ts'
export { type Quirks, WorldError } from './world/state.ts'
export type { Meeting, World } from './world/world.ts'
export type { People } from './worlds/people.ts'
export type { WorldName } from './worlds/seed.ts'
