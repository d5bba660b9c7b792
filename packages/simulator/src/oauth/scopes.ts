/** What Calendly's scopes are called, since March 2026 (Calendly developer docs, "Scopes"). */
export const calendlyScopes: readonly string[] = [
  'users:read',
  ...both('organizations'),
  'groups:read',
  ...both('scheduled_events'),
  ...both('event_types'),
  ...both('availability'),
  'locations:read',
  'routing_forms:read',
  'scheduling_links:write',
  'shares:write',
  ...both('webhooks'),
  ...both('contacts'),
  ...both('meeting_recaps'),
  'activity_log:read',
  'data_compliance:write',
  'outgoing_communications:read',
]

/** Everything: what apps that are older than the scopes have, and what their tokens say. */
export const legacyScope = 'default'

/** Whether who has been granted these scopes may do what `wanted` names; `:write` includes `:read`. */
export function covers(granted: ReadonlySet<string> | readonly string[], wanted: string): boolean {
  const scopes = new Set(granted)
  return [legacyScope, wanted, wanted.replace(/:read$/, ':write')].some((scope) => scopes.has(scope))
}

export function isScope(text: string): boolean {
  return text === legacyScope || calendlyScopes.includes(text)
}

/** The scopes of a parameter, which separates them by blanks. */
export function splitScopes(text: string): string[] {
  return [...new Set(text.split(' ').filter((scope) => scope !== ''))]
}

function both(noun: string): string[] {
  return [`${noun}:read`, `${noun}:write`]
}
