import type { EventRecord, Organization, User } from '../world/records.ts'
import { membershipOf, type WorldState } from '../world/state.ts'

/** Owner or admin of the organization. */
export function isAdminOf(state: WorldState, user: User, organization: Organization): boolean {
  const role = membershipOf(state, user, organization)?.role
  return role === 'owner' || role === 'admin'
}

export function isMemberOf(state: WorldState, user: User, organization: Organization): boolean {
  return membershipOf(state, user, organization) !== undefined
}

/** A host sees his meeting; so does an owner or admin of the organization, and an admin of a host's group. */
export function maySeeEvent(state: WorldState, user: User, event: EventRecord): boolean {
  if (event.hosts.includes(user) || isAdminOf(state, user, event.organization)) return true
  for (const group of state.groups.values()) {
    if (group.admins.has(user) && event.hosts.some((host) => group.members.has(host))) return true
  }
  return false
}
