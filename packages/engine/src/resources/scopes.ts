import type { Problem } from '../contract.ts'

/** What a mirror needs of a token, and what is lost without it (api-reference, section 3.3). */
const needed = {
  'users:read': 'It is not known whose token it is.',
  'organizations:read': 'Role and colleagues are not known, so that a colleague may pass for a client.',
  'scheduled_events:read': 'No meetings can be read.',
  'event_types:read': 'Event types cannot be read.',
  'webhooks:write': 'Changes arrive with the next check instead of at once.',
} as const

/** Asked for at a sign-in; `:write` includes `:read`. */
export const neededScopes: readonly string[] = Object.keys(needed)

/** @param granted - null: Calendly did not tell. An app from before scopes has `default`, which is everything. */
export function whatIsMissing(granted: readonly string[] | null): Omit<Problem, 'since'>[] {
  if (granted === null || granted.includes('default')) return []
  const has = (scope: string) =>
    granted.includes(scope) || granted.includes(scope.replace(/:read$/, ':write'))
  return Object.entries(needed).flatMap(([scope, message]) =>
    has(scope) ? [] : [{ code: 'scope_missing', message, nextStep: `Connect again and allow ${scope}.` }],
  )
}
