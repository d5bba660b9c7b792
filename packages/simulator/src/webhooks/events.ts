import type { WebhookScope } from '../world/records.ts'

export interface WebhookEvent {
  readonly name: string
  /** In which subscriptions it may be. */
  readonly scopes: readonly WebhookScope[]
  /** Scope that the subscriber's token needs besides `webhooks:write`. */
  readonly needs: string
}

const every: readonly WebhookScope[] = ['organization', 'user', 'group']

/**
 * The events that can be subscribed to (Calendly developer docs, "Create webhook subscription"). The simulator
 * tells of the first four; of the others nothing ever happens in its world. Which scopes `event_type.*` has is
 * not documented: every one is accepted.
 */
export const webhookEvents: readonly WebhookEvent[] = [
  ...named(['invitee.created', 'invitee.canceled'], every, 'scheduled_events:read'),
  ...named(['invitee_no_show.created', 'invitee_no_show.deleted'], every, 'scheduled_events:read'),
  ...named(['routing_form_submission.created'], ['organization'], 'routing_forms:read'),
  ...named(['event_type.created', 'event_type.updated', 'event_type.deleted'], every, 'event_types:read'),
  ...named(
    ['meeting_recap.created', 'meeting_recap.updated', 'meeting_recap.deleted'],
    ['user'],
    'meeting_recaps:read',
  ),
  ...named(['contact.created', 'contact.updated', 'contact.deleted'], every, 'contacts:read'),
]

export function findWebhookEvent(name: unknown): WebhookEvent | undefined {
  return webhookEvents.find((event) => event.name === name)
}

function named(names: readonly string[], scopes: readonly WebhookScope[], needs: string): WebhookEvent[] {
  return names.map((name) => ({ name, scopes, needs }))
}
