import { idOf, slugify, uriOf } from '../ids.ts'
import type { CalendarKind, Group, Membership, Organization, Plan, Role, User } from './records.ts'
import {
  findOrganization,
  findUser,
  freshId,
  membershipOf,
  stampUs,
  unindex,
  WorldError,
  type WorldState,
} from './state.ts'

export interface NewOrganization {
  name: string
  stage?: Plan
}

export interface NewUser {
  name: string
  email: string
  /** `owner` for the first of an organization, else `user`. */
  role?: Role
  /** IANA name; `Europe/Berlin` when left out. */
  timezone?: string
  /** URI; a new organization of one when left out. */
  organization?: string
  locale?: string
  /** The linked calendar; null for none. */
  calendar?: CalendarKind | null
}

export interface NewGroup {
  name: string
  organization: string
  members: readonly string[]
  admins?: readonly string[]
}

/** @returns the organization's URI. */
export function addOrganization(state: WorldState, input: NewOrganization): string {
  return uriOf('organizations', makeOrganization(state, input).id)
}

/** @returns the user's URI. */
export function addUser(state: WorldState, input: NewUser): string {
  const us = stampUs(state)
  const organization = input.organization
    ? findOrganization(state, input.organization)
    : makeOrganization(state, { name: input.name })
  const isFirst = ![...state.memberships.values()].some((one) => one.organization === organization)
  const user: User = {
    id: freshId(state),
    name: input.name,
    slug: slugOf(state, input.name),
    email: input.email,
    timezone: input.timezone ?? 'Europe/Berlin',
    locale: input.locale ?? 'en',
    calendar: input.calendar === undefined ? 'google' : input.calendar,
    organization,
    createdUs: us,
    updatedUs: us,
  }
  state.users.set(user.id, user)
  join(state, user, organization, input.role ?? (isFirst ? 'owner' : 'user'))
  return uriOf('users', user.id)
}

/** Makes a member an `owner`, `admin` or ordinary `user`. What he subscribed to for the organization lives on. */
export function setRole(state: WorldState, userUri: string, role: Role): void {
  const user = findUser(state, userUri)
  const membership = membershipOf(state, user, user.organization)
  if (!membership) throw new WorldError(`${user.name} is in no organization`)
  membership.role = role
  membership.updatedUs = stampUs(state)
}

/**
 * Takes a user out of the organization; the user lives on alone in a new one, and his tokens with him. Whether the
 * organization still lists the user's meetings afterwards is not known of Calendly: `events: 'vanish'` takes them
 * away. An owner cannot be removed (Calendly developer docs, "Remove user from organization").
 */
export function removeUser(state: WorldState, userUri: string, options: { events?: 'stay' | 'vanish' } = {}) {
  const user = findUser(state, userUri)
  const left = leave(state, user)
  enter(state, user, makeOrganization(state, { name: user.name }), 'owner')
  if (options.events !== 'vanish') return
  for (const event of [...state.everything.all()]) {
    if (event.organization !== left || !event.hosts.includes(user) || event.hosts.length > 1) continue
    unindex(state, event)
    state.events.delete(event.id)
  }
}

/** Brings a user into another organization, as an accepted invitation does; he is in one at a time. */
export function addMember(
  state: WorldState,
  organizationUri: string,
  userUri: string,
  role: Role = 'user',
): void {
  const organization = findOrganization(state, organizationUri)
  const user = findUser(state, userUri)
  if (user.organization === organization)
    throw new WorldError(`${user.name} is in ${organization.name} already`)
  leave(state, user)
  enter(state, user, organization, role)
}

/** Puts the organization on another plan: rate limits follow, and where that quirk says so the right to webhooks. */
export function changePlan(state: WorldState, organizationUri: string, plan: Plan): void {
  const organization = findOrganization(state, organizationUri)
  organization.stage = plan
  organization.updatedUs = stampUs(state)
}

/** @returns the group's URI. */
export function addGroup(state: WorldState, input: NewGroup): string {
  const group: Group = {
    id: freshId(state),
    name: input.name,
    organization: findOrganization(state, input.organization),
    members: new Set(input.members.map((uri) => findUser(state, uri))),
    admins: new Set((input.admins ?? []).map((uri) => findUser(state, uri))),
  }
  state.groups.set(idOf(group.id), group)
  return uriOf('groups', group.id)
}

/** Ends the membership, and those of groups. @returns the organization that was left. */
function leave(state: WorldState, user: User): Organization {
  const left = user.organization
  const membership = membershipOf(state, user, left)
  const others = [...state.memberships.values()].some((one) => one.organization === left && one.user !== user)
  if (membership?.role === 'owner' && others) {
    throw new WorldError(`${user.name} owns ${left.name} and cannot leave: make him an admin first`)
  }
  if (membership) state.memberships.delete(membership.id)
  for (const group of state.groups.values()) {
    if (group.organization !== left) continue
    group.members.delete(user)
    group.admins.delete(user)
  }
  return left
}

function enter(state: WorldState, user: User, organization: Organization, role: Role): void {
  user.organization = organization
  user.updatedUs = stampUs(state)
  join(state, user, organization, role)
}

function join(state: WorldState, user: User, organization: Organization, role: Role): void {
  const us = stampUs(state)
  const membership: Membership = {
    id: freshId(state),
    organization,
    user,
    role,
    createdUs: us,
    updatedUs: us,
  }
  state.memberships.set(membership.id, membership)
}

function makeOrganization(state: WorldState, input: NewOrganization): Organization {
  const us = stampUs(state)
  const organization: Organization = {
    id: freshId(state),
    name: input.name,
    stage: input.stage ?? 'paid',
    createdUs: us,
    updatedUs: us,
  }
  state.organizations.set(organization.id, organization)
  return organization
}

function slugOf(state: WorldState, name: string): string {
  const base = slugify(name) || 'user'
  const taken = new Set([...state.users.values()].map((user) => user.slug))
  let slug = base
  for (let n = 2; taken.has(slug); n++) slug = `${base}-${n}`
  return slug
}
