/** Bodies as Calendly's API answers them (Calendly's OpenAPI document, October 2026). */

export interface CancellationResource {
  canceled_by: string
  reason: string | null
  canceler_type: 'host' | 'invitee'
  created_at: string
}

export interface EventResource {
  uri: string
  name: string | null
  meeting_notes_plain: string | null
  meeting_notes_html: string | null
  status: 'active' | 'canceled'
  start_time: string
  end_time: string
  event_type: string
  location: LocationResource | null
  invitees_counter: { total: number; active: number; limit: number }
  created_at: string
  updated_at: string
  event_memberships: {
    user: string
    user_email: string
    user_name: string
    buffered_start_time: string
    buffered_end_time: string
  }[]
  event_guests: { email: string; created_at: string; updated_at: string }[]
  calendar_event: { kind: string; external_id: string } | null
  cancellation?: CancellationResource
}

export interface LocationResource {
  type: string
  location?: string | null
  additional_info?: string
  status?: 'initiated' | 'processing' | 'pushed' | 'failed' | null
  join_url?: string | null
  data?: Record<string, unknown> | null
}

export interface InviteeResource {
  uri: string
  email: string
  first_name: string | null
  last_name: string | null
  name: string
  status: 'active' | 'canceled'
  questions_and_answers: { question: string; answer: string; position: number }[]
  timezone: string | null
  event: string
  created_at: string
  updated_at: string
  tracking: {
    utm_campaign: string | null
    utm_source: string | null
    utm_medium: string | null
    utm_content: string | null
    utm_term: string | null
    salesforce_uuid: string | null
  }
  text_reminder_number: string | null
  rescheduled: boolean
  old_invitee: string | null
  new_invitee: string | null
  cancel_url: string
  reschedule_url: string
  routing_form_submission: string | null
  payment: {
    external_id: string
    provider: string
    amount: number
    currency: string
    terms: string | null
    successful: boolean
  } | null
  no_show: { uri: string; created_at: string } | null
  reconfirmation: { created_at: string; confirmed_at: string | null } | null
  scheduling_method: 'instant_book' | 'api' | null
  invitee_scheduled_by: string | null
  cancellation?: CancellationResource
}

export interface UserResource {
  uri: string
  name: string
  slug: string
  email: string
  scheduling_url: string
  timezone: string
  time_notation: '12h' | '24h'
  avatar_url: string | null
  created_at: string
  updated_at: string
  locale: string
  resource_type: 'User'
  current_organization: string
}

export interface MembershipResource {
  uri: string
  role: 'owner' | 'admin' | 'user'
  user: Omit<UserResource, 'current_organization' | 'resource_type'>
  organization: string
  created_at: string
  updated_at: string
}

export interface OrganizationResource {
  uri: string
  name: string
  plan: string
  stage: 'trial' | 'free' | 'paid'
  kind: string
  created_at: string
  updated_at: string
}

export interface WebhookSubscriptionResource {
  uri: string
  callback_url: string
  created_at: string
  updated_at: string
  retry_started_at: string | null
  state: 'active' | 'disabled'
  events: string[]
  scope: 'organization' | 'user' | 'group'
  organization: string
  user: string | null
  group: string | null
  creator: string
}

/** What `payload` holds in the messages about invitees: the invitee and, without what is the host's own, the event. */
export interface InviteePayload extends InviteeResource {
  scheduled_event: Omit<EventResource, 'calendar_event' | 'event_memberships'> & {
    event_memberships: { user: string; user_email: string; user_name: string }[]
  }
}

export interface EventTypeResource {
  uri: string
  name: string | null
  active: boolean
  slug: string | null
  scheduling_url: string
  duration: number
  duration_options: number[] | null
  kind: 'solo' | 'group'
  pooling_type: 'round_robin' | 'collective' | null
  type: 'StandardEventType' | 'AdhocEventType'
  color: string
  created_at: string
  updated_at: string
  internal_note: string | null
  is_paid: boolean
  description_plain: string | null
  description_html: string | null
  profile: { type: 'User' | 'Team'; name: string; owner: string } | null
  secret: boolean
  booking_method: 'instant' | 'poll'
  custom_questions: {
    name: string
    type: string
    position: number
    enabled: boolean
    required: boolean
    answer_choices: string[]
    include_other: boolean
  }[]
  deleted_at: string | null
  admin_managed: boolean
  locations: { kind: string; location?: string; additional_info?: string; phone_number?: string }[] | null
  position: number
  locale: string
}
