import type { Group, Organization, User, WebhookScope } from '../../world/records.ts'
import { isAdminOf, isMemberOf } from '../access.ts'
import { notFound, permissionDenied } from '../answer.ts'
import type { QueryReader } from '../query.ts'
import type { Context } from '../route.ts'

/** Whose meetings a subscription concerns. */
export interface Concern {
  scope: WebhookScope
  organization: Organization
  user: User | null
  group: Group | null
}

/** The members `organization`, `scope`, `user` and `group` of a request, as they were named. */
export interface NamedConcern {
  scope: WebhookScope | undefined
  organization: string | undefined
  user: string | undefined
  group: string | undefined
}

/** Reads what every webhook route asks for, and reports what is missing. */
export function readConcern(query: QueryReader): NamedConcern {
  const organization = query.uri('organization', 'organizations')
  const scope = query.oneOf('scope', ['organization', 'user', 'group'])
  const user = query.uri('user', 'users')
  const group = query.uri('group', 'groups')
  if (organization === undefined) query.missing('organization')
  if (query.canonical.scope === undefined) query.missing('scope')
  if (scope === 'user' && user === undefined) query.missing('user')
  if (scope === 'group' && group === undefined) query.missing('group')
  return { scope, organization, user, group }
}

/**
 * Looks up what was named: 404 when it does not exist, 403 when it is not the caller's. The whole organization
 * is for its owner and admins, a group for them and for the group's admins, a user for them and for himself
 * (Calendly developer docs, "Receive data from scheduled events in real time with webhook subscriptions").
 */
export function findConcern({ state, token }: Context, named: NamedConcern): Concern {
  const organization = state.organizations.get(named.organization ?? '')
  const scope = named.scope
  if (!organization || !scope) throw notFound()
  const isAdmin = isAdminOf(state, token.user, organization)
  const none = { scope, organization, user: null, group: null }
  if (scope === 'organization') {
    if (!isAdmin) throw permissionDenied()
    return none
  }
  if (scope === 'user') {
    const user = state.users.get(named.user ?? '')
    if (!user) throw notFound()
    if (user !== token.user && !isAdmin) throw permissionDenied()
    if (!isMemberOf(state, user, organization)) {
      throw permissionDenied('This user is not in your organization')
    }
    return { ...none, user }
  }
  const group = state.groups.get(named.group ?? '')
  if (group?.organization !== organization) throw notFound()
  if (!isAdmin && !group.admins.has(token.user)) throw permissionDenied()
  return { ...none, group }
}
