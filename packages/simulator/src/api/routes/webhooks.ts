import { subscriptionView } from '../../webhooks/subscriptions.ts'
import type { Subscription } from '../../world/records.ts'
import { isAdminOf } from '../access.ts'
import { notFound, permissionDenied, resource } from '../answer.ts'
import { page, sliceOf } from '../paging.ts'
import { readQuery } from '../query.ts'
import type { Context, Route } from '../route.ts'
import { create } from './webhook-create.ts'
import { sample } from './webhook-sample.ts'
import { findConcern, readConcern } from './webhook-scope.ts'

const one = '/webhook_subscriptions/{webhook_uuid}'

export const webhookRoutes: readonly Route[] = [
  { method: 'POST', template: '/webhook_subscriptions', scope: 'webhooks:write', handle: create },
  { method: 'GET', template: '/webhook_subscriptions', scope: 'webhooks:read', handle: list },
  { method: 'GET', template: one, scope: 'webhooks:read', handle: read },
  { method: 'DELETE', template: one, scope: 'webhooks:write', handle: remove },
  { method: 'GET', template: '/sample_webhook_data', scope: 'webhooks:read', handle: sample },
]

/** Only what the scope names: a caller's other hooks are in the lists of their own scopes. */
function list(context: Context) {
  const query = readQuery(context.query)
  const named = readConcern(query)
  const sort = query.oneOf('sort', ['created_at:asc', 'created_at:desc'])
  const count = query.count()
  query.check()
  const { scope, organization, user, group } = findConcern(context, named)
  const found = [...context.state.subscriptions.values()].filter(
    (each) =>
      each.scope === scope &&
      each.organization === organization &&
      each.user === user &&
      each.group === group,
  )
  // Newest first unless asked, as in recorded lists; the map holds them in the order of creation.
  if (sort !== 'created_at:asc') found.reverse()
  return page(
    context,
    query.canonical,
    count,
    sliceOf(found, (each) => subscriptionView(each, context.nowMs)),
  )
}

function read(context: Context) {
  return resource(subscriptionView(ownSubscription(context), context.nowMs))
}

function remove(context: Context) {
  context.state.subscriptions.delete(ownSubscription(context).id)
  return { status: 204 }
}

/** The subscription in the path, if it is the caller's: he made it, it is about him, or he runs the organization. */
function ownSubscription({ state, token, params }: Context): Subscription {
  const found = state.subscriptions.get(params.webhook_uuid ?? '')
  if (!found) throw notFound()
  const isOwn = found.creator === token.user || found.user === token.user
  if (!isOwn && !isAdminOf(state, token.user, found.organization)) throw permissionDenied()
  return found
}
