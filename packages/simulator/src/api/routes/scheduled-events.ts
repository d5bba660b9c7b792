import { microsPerMs } from '../../stamps.ts'
import type { EventRecord, Group, Organization, User } from '../../world/records.ts'
import { presentUs, timelineOf } from '../../world/state.ts'
import type { Timeline } from '../../world/timeline.ts'
import { cancellationView, eventView } from '../../world/views.ts'
import { isAdminOf, isMemberOf, maySeeEvent } from '../access.ts'
import { invalidArgument, notFound, permissionDenied, resource } from '../answer.ts'
import { page, type Slice } from '../paging.ts'
import { readQuery } from '../query.ts'
import type { Context, Route } from '../route.ts'

export const scheduledEventRoutes: readonly Route[] = [
  { method: 'GET', template: '/scheduled_events', scope: 'scheduled_events:read', handle: list },
  { method: 'GET', template: '/scheduled_events/{uuid}', scope: 'scheduled_events:read', handle: read },
  {
    method: 'POST',
    template: '/scheduled_events/{uuid}/cancellation',
    scope: 'scheduled_events:write',
    handle: cancel,
  },
]

/** The event named in the path, if the caller may see it. */
export function visibleEvent({ state, token, params }: Context): EventRecord {
  const event = state.events.get(params.uuid ?? '')
  if (!event) throw notFound()
  if (!maySeeEvent(state, token.user, event)) {
    throw permissionDenied('You are not allowed to view this event')
  }
  return event
}

function list(context: Context) {
  const query = readQuery(context.query)
  const user = query.uri('user', 'users')
  const organization = query.uri('organization', 'organizations')
  const group = query.uri('group', 'groups')
  const email = query.text('invitee_email')?.toLowerCase()
  const status = query.oneOf('status', ['active', 'canceled'])
  const minStartUs = query.time('min_start_time')
  const maxStartUs = query.time('max_start_time')
  const sort = query.oneOf('sort', ['start_time:asc', 'start_time:desc'])
  const count = query.count()
  if (user === undefined && organization === undefined && group === undefined) query.missing('organization')
  query.check()

  const scope = scopeOf(context, { user, organization, group })
  const { quirks } = context.state
  const timeline = scope.timeline
  const from = minStartUs === undefined ? 0 : timeline.before(minStartUs + (quirks.minStartInclusive ? 0 : 1))
  const to =
    maxStartUs === undefined
      ? timeline.size
      : timeline.before(maxStartUs + (quirks.maxStartInclusive ? 1 : 0))
  const tests: ((event: EventRecord) => boolean)[] = []
  if (scope.includes) tests.push(scope.includes)
  if (status) tests.push((event) => event.status === status)
  if (email !== undefined) {
    tests.push((event) => event.invitees.some((one) => one.email.toLowerCase() === email))
  }
  const slice = sliceOfTimeline(timeline, { from, to, backwards: sort === 'start_time:desc', tests })
  const seenUs = presentUs(context.state)
  return page(context, query.canonical, count, (offset, size) => {
    const { rows, hasMore } = slice(offset, size)
    return { rows: rows.map((event) => eventView(event, seenUs)), hasMore }
  })
}

interface Scope {
  timeline: Timeline
  includes?: (event: EventRecord) => boolean
}

/** Whose events, and the refusals in Calendly's words (developer docs, "List scheduled events"). */
function scopeOf(
  { state, token }: Context,
  ids: { user: string | undefined; organization: string | undefined; group: string | undefined },
): Scope {
  const caller = token.user
  const user = ids.user === undefined ? undefined : known(state.users.get(ids.user))
  const organization =
    ids.organization === undefined ? undefined : known(state.organizations.get(ids.organization))
  const group = ids.group === undefined ? undefined : known(state.groups.get(ids.group))

  if (organization && !isAdminOf(state, caller, organization)) {
    // A plain member may name the organization, but only for his own meetings.
    if (user !== caller || !isMemberOf(state, caller, organization)) throw permissionDenied()
  }
  if (user && organization && user !== caller && !isMemberOf(state, user, organization)) {
    throw permissionDenied('This user is not in your organization')
  }
  if (user && !organization && user !== caller) throw foreign(user, 'user', isColleague(user, caller))
  if (group && !group.admins.has(caller)) {
    if (group.organization !== caller.organization) throw permissionDenied('You do not have permission')
    if (!isAdminOf(state, caller, group.organization)) throw permissionDenied()
    if (!organization) throw foreign(group, 'group', true)
  }

  const tests: ((event: EventRecord) => boolean)[] = []
  if (group) tests.push((event) => event.hosts.some((host) => group.members.has(host)))
  if (user && organization) tests.push((event) => event.organization === organization)
  const timeline = user
    ? timelineOf(state.byHost, user)
    : timelineOf(state.byOrganization, organization ?? known(group?.organization))
  return tests.length === 0
    ? { timeline }
    : { timeline, includes: (event) => tests.every((test) => test(event)) }
}

function isColleague(user: User, caller: User): boolean {
  return user.organization === caller.organization
}

function foreign(_thing: User | Group, noun: 'user' | 'group', isOurs: boolean) {
  return permissionDenied(
    isOurs
      ? `Please also specify organization when requesting events for a ${noun} within your organization.`
      : 'You do not have permission',
  )
}

function known<T extends User | Organization | Group>(thing: T | undefined): T {
  if (thing === undefined) throw notFound()
  return thing
}

/** Walks a part of the timeline; without tests a page costs what it holds, wherever it lies. */
function sliceOfTimeline(
  timeline: Timeline,
  part: { from: number; to: number; backwards: boolean; tests: ((event: EventRecord) => boolean)[] },
): Slice<EventRecord> {
  const { from, to, backwards, tests } = part
  const length = Math.max(0, to - from)
  const nth = (position: number) => timeline.at(backwards ? to - 1 - position : from + position)
  return (offset, count) => {
    const rows: EventRecord[] = []
    let skip = tests.length === 0 ? 0 : offset
    for (let position = tests.length === 0 ? offset : 0; position < length; position++) {
      const event = nth(position)
      if (!event || !tests.every((test) => test(event))) continue
      if (skip > 0) {
        skip -= 1
        continue
      }
      if (rows.length === count) return { rows, hasMore: true }
      rows.push(event)
    }
    return { rows, hasMore: false }
  }
}

function read(context: Context) {
  return resource(eventView(visibleEvent(context), presentUs(context.state)))
}

/** Always the whole event (Calendly developer docs, "Cancel event"). */
function cancel(context: Context) {
  const { state, token, world, params, body, nowMs } = context
  const event = state.events.get(params.uuid ?? '')
  if (!event) throw notFound()
  if (!maySeeEvent(state, token.user, event)) {
    throw permissionDenied('You are not allowed to cancel this event')
  }
  if (event.status === 'canceled') throw permissionDenied('Event is already canceled')
  if (event.endUs <= nowMs * microsPerMs) throw permissionDenied('Event in the past')
  const reason = textMember(body, 'reason')
  if (reason !== undefined && reason.length > 10_000) {
    throw invalidArgument({ parameter: 'reason', message: 'is too long (maximum is 10000 characters)' })
  }
  world.cancelEvent(event.id, { reason: reason ?? null, by: token.user.name })
  return resource(event.cancellation && cancellationView(event.cancellation), 201)
}

/** A text member of a JSON body, undefined when it is missing or no text. */
export function textMember(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null || !(name in body)) return undefined
  const value: unknown = Reflect.get(body, name)
  return typeof value === 'string' ? value : undefined
}
