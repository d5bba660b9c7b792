import { isAdminOf } from '../access.ts'
import { notFound, permissionDenied } from '../answer.ts'
import { page, sliceOf } from '../paging.ts'
import { readQuery } from '../query.ts'
import type { Context, Route } from '../route.ts'

export const webhookRoutes: readonly Route[] = [
  { method: 'GET', template: '/webhook_subscriptions', scope: 'webhooks:read', handle: list },
]

/** There are no subscriptions in this simulator: the list is always empty. */
function list(context: Context) {
  const query = readQuery(context.query)
  const organizationId = query.uri('organization', 'organizations')
  const scope = query.oneOf('scope', ['organization', 'user', 'group'])
  query.uri('user', 'users')
  query.uri('group', 'groups')
  query.oneOf('sort', ['created_at:asc', 'created_at:desc'])
  const count = query.count()
  for (const name of ['organization', 'scope']) if (context.query[name] === undefined) query.missing(name)
  query.check()
  const organization = context.state.organizations.get(organizationId ?? '')
  if (!organization) throw notFound()
  if (scope === 'organization' && !isAdminOf(context.state, context.token.user, organization)) {
    throw permissionDenied()
  }
  return page(
    context,
    query.canonical,
    count,
    sliceOf([], (nothing) => nothing),
  )
}
