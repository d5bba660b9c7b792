import { membershipView, organizationView, userView } from '../../world/views.ts'
import { isAdminOf, isMemberOf } from '../access.ts'
import { notFound, permissionDenied, resource } from '../answer.ts'
import { page, sliceOf } from '../paging.ts'
import { readQuery } from '../query.ts'
import type { Context, Route } from '../route.ts'

export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/users/me',
    scope: 'users:read',
    handle: ({ token }) => resource(userView(token.user)),
  },
  { method: 'GET', template: '/users/{uuid}', scope: 'users:read', handle: readUser },
  {
    method: 'GET',
    template: '/organization_memberships',
    scope: 'organizations:read',
    handle: listMemberships,
  },
  {
    method: 'GET',
    template: '/organization_memberships/{uuid}',
    scope: 'organizations:read',
    handle: readMembership,
  },
  {
    method: 'GET',
    template: '/organizations/{uuid}',
    scope: 'organizations:read',
    handle: readOrganization,
  },
]

function readUser({ state, token, params }: Context) {
  const user = state.users.get(params.uuid ?? '')
  if (!user) throw notFound()
  if (user !== token.user && user.organization !== token.user.organization) throw permissionDenied()
  return resource(userView(user))
}

function listMemberships(context: Context) {
  const { state, token } = context
  const query = readQuery(context.query)
  const organizationId = query.uri('organization', 'organizations')
  const userId = query.uri('user', 'users')
  const email = query.text('email')?.toLowerCase()
  const role = query.oneOf('role', ['owner', 'admin', 'user'])
  const count = query.count()
  if (organizationId === undefined && userId === undefined) query.missing('organization')
  query.check()

  const isOwn = userId === token.user.id
  const organization =
    organizationId === undefined ? token.user.organization : state.organizations.get(organizationId)
  if (!organization) throw notFound()
  if (!isOwn && !isAdminOf(state, token.user, organization)) throw permissionDenied()
  const memberships = [...state.memberships.values()].filter(
    (one) =>
      (organizationId === undefined || one.organization === organization) &&
      (userId === undefined || one.user.id === userId) &&
      (isOwn || one.organization === organization) &&
      (email === undefined || one.user.email.toLowerCase() === email) &&
      (role === undefined || one.role === role),
  )
  return page(context, query.canonical, count, sliceOf(memberships, membershipView))
}

function readMembership({ state, token, params }: Context) {
  const membership = state.memberships.get(params.uuid ?? '')
  if (!membership) throw notFound()
  if (membership.user !== token.user && !isAdminOf(state, token.user, membership.organization)) {
    throw permissionDenied()
  }
  return resource(membershipView(membership))
}

function readOrganization({ state, token, params }: Context) {
  const organization = state.organizations.get(params.uuid ?? '')
  if (!organization) throw notFound()
  if (!isMemberOf(state, token.user, organization)) throw permissionDenied()
  return resource(organizationView(organization))
}
