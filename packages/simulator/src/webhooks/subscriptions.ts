import { uriOf } from '../ids.ts'
import { isoMicros, microsPerMs } from '../stamps.ts'
import type { EventRecord, Subscription } from '../world/records.ts'
import type { WebhookSubscriptionResource } from '../world/resources.ts'
import { membershipOf, type WorldState } from '../world/state.ts'
import { outageMs } from './retry.ts'

/** What becomes of a subscription, as plain rules on its record. */

/** The subscriptions that a happening in this meeting is told to. */
export function subscribersOf(state: WorldState, happening: string, event: EventRecord): Subscription[] {
  return [...state.subscriptions.values()].filter(
    (one) =>
      one.organization === event.organization &&
      one.events.includes(happening) &&
      concerns(state, one, event) &&
      isActive(one, state.clock.now()),
  )
}

/** A user's hook hears of what that user hosts, and ends when the user leaves the organization. */
function concerns(state: WorldState, { scope, user, group }: Subscription, event: EventRecord): boolean {
  if (scope === 'organization') return true
  if (user) return event.hosts.includes(user) && membershipOf(state, user, event.organization) !== undefined
  return event.hosts.some((host) => group?.members.has(host) === true)
}

/**
 * Whether anything is still sent. A subscription whose messages have failed for 24 hours without one success
 * is disabled from that moment on; nothing sees it before it is asked for, so this is where it is settled.
 */
export function isActive(subscription: Subscription, nowMs: number): boolean {
  const { retryStartedUs, state } = subscription
  if (state === 'active' && retryStartedUs !== undefined) {
    const endUs = retryStartedUs + outageMs * microsPerMs
    if (nowMs * microsPerMs >= endUs) disable(subscription, endUs)
  }
  return subscription.state === 'active'
}

export function disable(subscription: Subscription, us: number): void {
  if (subscription.state === 'disabled') return
  subscription.state = 'disabled'
  subscription.updatedUs = us
}

/** A message was not taken: remembered from the first one on. Whether this moves `updated_at` is not known. */
export function noteFailure(subscription: Subscription, us: number): void {
  subscription.retryStartedUs ??= us
}

export function noteSuccess(subscription: Subscription): void {
  if (subscription.state === 'active') subscription.retryStartedUs = undefined
}

/** Whether it still is what it was; a deleted one is not, nor one that was made anew with the same address. */
export function isSubscribed(state: WorldState, subscription: Subscription): boolean {
  return state.subscriptions.get(subscription.id) === subscription
}

export function subscriptionUri({ id }: Subscription): string {
  return uriOf('webhook_subscriptions', id)
}

/** The subscription as the API answers it: the signing key is never among it. */
export function subscriptionView(subscription: Subscription, nowMs: number): WebhookSubscriptionResource {
  isActive(subscription, nowMs)
  const { user, group, retryStartedUs } = subscription
  return {
    uri: subscriptionUri(subscription),
    callback_url: subscription.callbackUrl,
    created_at: isoMicros(subscription.createdUs),
    updated_at: isoMicros(subscription.updatedUs),
    retry_started_at: retryStartedUs === undefined ? null : isoMicros(retryStartedUs),
    state: subscription.state,
    events: [...subscription.events],
    scope: subscription.scope,
    organization: uriOf('organizations', subscription.organization.id),
    user: user && uriOf('users', user.id),
    group: group && uriOf('groups', group.id),
    creator: uriOf('users', subscription.creator.id),
  }
}
