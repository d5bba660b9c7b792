import { findWebhookEvent, type WebhookEvent } from '../../webhooks/events.ts'
import { subscriptionView } from '../../webhooks/subscriptions.ts'
import type { Subscription, WebhookScope } from '../../world/records.ts'
import { freshId, stampUs } from '../../world/state.ts'
import { ApiError, insufficientScope, permissionDenied, resource } from '../answer.ts'
import { type QueryReader, readQuery } from '../query.ts'
import type { Context } from '../route.ts'
import { hasScope } from '../tokens.ts'
import { findConcern, readConcern } from './webhook-scope.ts'

/** Makes a subscription; the address may be used once in an organization, whatever has become of its hook. */
export function create(context: Context) {
  const { state, token, body, nowMs } = context
  const members = readQuery(textsOf(body))
  const url = readUrl(members, memberOf(body, 'url'))
  const named = readConcern(members)
  const events = readEvents(members, memberOf(body, 'events'), named.scope)
  const signingKey = readSigningKey(members, memberOf(body, 'signing_key'))
  members.check()

  const plan = token.plan ?? token.user.organization.stage
  if (state.quirks.webhooksNeedPaidPlan && plan === 'free') {
    throw permissionDenied('Please upgrade to a paid Calendly account.')
  }
  const lacking = [...new Set(events.map(({ needs }) => needs))].filter((needs) => !hasScope(token, needs))
  if (lacking.length > 0) throw insufficientScope(lacking)
  const concern = findConcern(context, named)
  for (const other of state.subscriptions.values()) {
    if (other.organization === concern.organization && other.callbackUrl === url) {
      throw new ApiError(409, 'Already Exists', 'Hook with this url already exists')
    }
  }
  const us = stampUs(state)
  const subscription: Subscription = {
    ...concern,
    id: freshId(state),
    callbackUrl: url,
    events: [...new Set(events.map(({ name }) => name))],
    creator: token.user,
    signingKey: token.client && state.quirks.appKeySigns ? token.client.webhookSigningKey : signingKey,
    createdUs: us,
    updatedUs: us,
    retryStartedUs: undefined,
    state: 'active',
  }
  state.subscriptions.set(subscription.id, subscription)
  return resource(subscriptionView(subscription, nowMs), 201)
}

/** Any http(s) address: Calendly itself may insist on https, which nobody has on his own machine. */
function readUrl(members: QueryReader, url: unknown): string {
  if (url === undefined || url === null || url === '') members.missing('url')
  else if (typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url)) return url
  else members.wrong('url', 'is not a valid URL')
  return ''
}

function readEvents(
  members: QueryReader,
  events: unknown,
  scope: WebhookScope | undefined,
): readonly WebhookEvent[] {
  if (!Array.isArray(events) || events.length === 0) {
    members.missing('events')
    return []
  }
  const found = events.map(findWebhookEvent)
  const known = found.filter((event) => event !== undefined)
  if (known.length < found.length) members.wrong('events', 'does not have a valid value')
  for (const { name, scopes } of known) {
    if (scope && !scopes.includes(scope)) {
      members.wrong('events', `${name} cannot be subscribed to with scope ${scope}`)
    }
  }
  return known
}

function readSigningKey(members: QueryReader, key: unknown): string | undefined {
  if (key === undefined || key === null) return undefined
  if (typeof key === 'string' && key !== '') return key
  members.wrong('signing_key', 'must be a string')
  return undefined
}

// Members of a JSON body read like parameters; what is no text is missing.
function textsOf(body: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Object(body)).filter(
      (member): member is [string, string] => typeof member[1] === 'string',
    ),
  )
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
}
