/*
 * The API's shapes under the names that the page uses; all of them come from /openapi.json.
 */

import type { components, paths } from './generated/openapi.ts'

type Schemas = components['schemas']

/** ISO 8601 in UTC with up to six fraction digits. */
export type Instant = string

export type Status = Schemas['Status']
export type AccountStatus = Schemas['Account']
export type Run = Schemas['Run']
export type RunState = Run['state']
export type RunProgress = NonNullable<Schemas['AccountRun']['progress']>
export type Meeting = Schemas['Meeting']
export type MeetingDetail = Schemas['MeetingDetail']
export type Attendee = NonNullable<Meeting['attendees']>[number]
export type InviteeDetail = Schemas['Invitee']
export type Change = MeetingDetail['history'][number]
export type Insights = Schemas['Insights']
export type PassCell = Insights['passes'][number]
export type ActivityEntry = Schemas['ActivityEntry']
export type RunChange = Schemas['RunChange']
export type Subscription = Schemas['Subscription']
export type SetupFinding = Answer<'/api/setup'>['data'][number]
export type Delivery = Schemas['Delivery']
export type DeliveryDetail = Schemas['DeliveryDetail']
export type WebhookTest = Answer<'/api/calendly/webhook/test'>
/** What came of something that was done to a subscription. */
export type SubscriptionAnswer = Done<'/api/calendly/webhook/subscriptions/{id}/recreate'>
/** How far a signed sample came. */
export type SubscriptionTrial = Done<'/api/calendly/webhook/subscriptions/{id}/test'>

export type OperationsView = Schemas['Operations']
export type OperatedUser = OperationsView['users'][number]
export type OperatedAccount = OperatedUser['accounts'][number]
export type FailureGroup = OperationsView['failures'][number]
export type Mute = Schemas['Mute']
export type Alert = Schemas['Alert']
export type AlertRules = Schemas['AlertRules']
export type AlertRule = AlertRules['kinds'][number]
export type MailTest = Done<'/api/alerts/test'>

export type Client = Schemas['Client']
export type ClientDetail = Schemas['ClientDetail']
export type ClientSuggestion = Schemas['ClientSuggestion']
export type MeetingFacets = Schemas['MeetingFacets']

export interface Page<Row> {
  readonly data: readonly Row[]
  readonly nextCursor: string | null
}

/** What `GET path` answers, as the document has it. */
export type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

/** What `POST path` answers when it was done at once. */
type Done<Path extends keyof paths> = paths[Path] extends {
  post: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never
