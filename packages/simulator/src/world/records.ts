/** What the world holds. Bodies are made from these on demand (`views.ts`), so a large world stays small. */

export type Role = 'owner' | 'admin' | 'user'
export type Status = 'active' | 'canceled'
export type Plan = 'free' | 'trial' | 'paid'
export type CalendarKind = 'google' | 'outlook' | 'exchange' | 'icloud' | 'outlook_desktop'

export interface Organization {
  readonly id: string
  name: string
  stage: Plan
  createdUs: number
  updatedUs: number
}

export interface User {
  readonly id: string
  name: string
  slug: string
  email: string
  timezone: string
  locale: string
  calendar: CalendarKind | null
  /** The organization the user is in now. */
  organization: Organization
  createdUs: number
  updatedUs: number
}

export interface Membership {
  readonly id: string
  readonly organization: Organization
  readonly user: User
  role: Role
  createdUs: number
  updatedUs: number
}

export interface Group {
  readonly id: string
  readonly organization: Organization
  name: string
  members: Set<User>
  admins: Set<User>
}

/** The words of an *event's* location; event types say `zoom_conference` and `gotomeeting_conference`. */
export type LocationKind =
  | 'physical'
  | 'outbound_call'
  | 'inbound_call'
  | 'ask_invitee'
  | 'custom'
  | 'google_conference'
  | 'zoom'
  | 'gotomeeting'
  | 'microsoft_teams_conference'
  | 'webex_conference'

export interface Place {
  kind: LocationKind
  /** Address, telephone number or free text of the kinds that carry one. */
  text?: string | null
  additionalInfo?: string
  /** The conference could not be made: it ends as `failed` instead of `pushed`. */
  fails?: boolean
}

export interface Question {
  name: string
  type: 'string' | 'text' | 'phone_number' | 'single_select' | 'multi_select'
  required: boolean
  choices: readonly string[]
}

export interface EventType {
  readonly id: string
  name: string
  slug: string
  durationMinutes: number
  /** More than one seat makes it a group type. */
  seats: number
  pooling: 'round_robin' | 'collective' | null
  adhoc: boolean
  poll: boolean
  /** Who hosts: one for a personal type, all of them together (collective) or one of them (round robin). */
  hosts: User[]
  organization: Organization
  places: Place[]
  questions: Question[]
  description: string | null
  active: boolean
  paid: boolean
  color: string
  locale: string
  createdUs: number
  updatedUs: number
  deletedUs?: number
}

export interface Cancellation {
  canceledBy: string
  reason: string | null
  cancelerType: 'host' | 'invitee'
  createdUs: number
}

export interface Guest {
  email: string
  createdUs: number
  updatedUs: number
}

export interface EventRecord {
  readonly id: string
  /** Order of creation; breaks ties between equal starts. */
  readonly seq: number
  readonly organization: Organization
  readonly eventType: EventType
  name: string | null
  hosts: readonly User[]
  startUs: number
  endUs: number
  status: Status
  createdUs: number
  updatedUs: number
  /** When calendar and conference are written; the event's `updated_at` moves then. Infinity: never. */
  pushAtUs: number
  place: Place | null
  guests: readonly Guest[]
  /** In the order of booking. */
  invitees: readonly InviteeRecord[]
  cancellation?: Cancellation
  notes?: string
}

export interface Answer {
  question: string
  answer: string
  position: number
}

export interface Tracking {
  utm_campaign?: string | null
  utm_source?: string | null
  utm_medium?: string | null
  utm_content?: string | null
  utm_term?: string | null
  salesforce_uuid?: string | null
}

export interface Payment {
  external_id: string
  provider: 'stripe' | 'paypal'
  amount: number
  currency: 'AUD' | 'CAD' | 'EUR' | 'GBP' | 'USD'
  terms: string | null
  successful: boolean
}

export interface NoShow {
  id: string
  createdUs: number
}

export type WebhookScope = 'organization' | 'user' | 'group'

/** A place that messages are sent to. */
export interface Subscription {
  readonly id: string
  readonly callbackUrl: string
  readonly events: readonly string[]
  readonly scope: WebhookScope
  readonly organization: Organization
  readonly user: User | null
  readonly group: Group | null
  readonly creator: User
  /** Undefined: messages carry no signature. Never shown. */
  readonly signingKey: string | undefined
  readonly createdUs: number
  updatedUs: number
  /** Since when messages fail; a success in between takes it away. */
  retryStartedUs: number | undefined
  state: 'active' | 'disabled'
}

/** Seldom set parts of an invitee live here, so that the common invitee stays small in memory. */
export interface InviteeExtras {
  firstName?: string
  lastName?: string
  phone?: string
  answers?: readonly Answer[]
  tracking?: Tracking
  payment?: Payment
  reconfirmation?: { createdUs: number; confirmedUs: number | null }
  method?: 'instant_book' | 'api'
  scheduledBy?: User
  oldInvitee?: string
  newInvitee?: string
  rescheduled?: boolean
  cancellation?: Cancellation
  noShow?: NoShow
}

export interface InviteeRecord {
  readonly id: string
  email: string
  name: string
  timezone: string | null
  status: Status
  createdUs: number
  updatedUs: number
  extras?: InviteeExtras
}
