import { isoSeconds, microsPerMs, msPerDay, msPerMinute } from '../../stamps.ts'
import { groupEventAt } from '../../world/book.ts'
import { eventTypeView, schedulingUrl } from '../../world/event-type-view.ts'
import type { EventType, User } from '../../world/records.ts'
import { timelineOf, type WorldState } from '../../world/state.ts'
import { activeSeats } from '../../world/views.ts'
import { isAdminOf } from '../access.ts'
import { invalidArgument, notFound, permissionDenied, resource } from '../answer.ts'
import { page, sliceOf } from '../paging.ts'
import { readQuery } from '../query.ts'
import type { Context, Route } from '../route.ts'

export const eventTypeRoutes: readonly Route[] = [
  { method: 'GET', template: '/event_types', scope: 'event_types:read', handle: list },
  { method: 'GET', template: '/event_types/{uuid}', scope: 'event_types:read', handle: read },
  {
    method: 'GET',
    template: '/event_type_available_times',
    scope: 'availability:read',
    handle: availableTimes,
  },
]

const sorts = ['name', 'position', 'created_at', 'updated_at'].flatMap((field) => [
  `${field}:asc`,
  `${field}:desc`,
])

function list(context: Context) {
  const { state, token } = context
  const query = readQuery(context.query)
  const userId = query.uri('user', 'users')
  const organizationId = query.uri('organization', 'organizations')
  const active = query.oneOf('active', ['true', 'false'])
  const adminManaged = query.oneOf('admin_managed', ['true', 'false'])
  const sort = query.oneOf('sort', sorts) ?? 'name:asc'
  const count = query.count()
  if (userId === undefined && organizationId === undefined) query.missing('organization')
  query.check()

  const user = userId === undefined ? undefined : state.users.get(userId)
  const organization = organizationId === undefined ? undefined : state.organizations.get(organizationId)
  if ((userId !== undefined && !user) || (organizationId !== undefined && !organization)) throw notFound()
  if (organization && organization !== token.user.organization) throw permissionDenied()
  if (user && user !== token.user && !isAdminOf(state, token.user, user.organization))
    throw permissionDenied()

  const types = [...state.eventTypes.values()].filter(
    (type) =>
      type.deletedUs === undefined &&
      (!organization || type.organization === organization) &&
      (!user || type.hosts.includes(user)) &&
      (active === undefined || type.active === (active === 'true')) &&
      adminManaged !== 'true',
  )
  types.sort(comparing(sort))
  return page(context, query.canonical, count, sliceOf(types, eventTypeView))
}

function comparing(sort: string): (left: EventType, right: EventType) => number {
  const [field, direction] = sort.split(':')
  const sign = direction === 'desc' ? -1 : 1
  return (left, right) => {
    if (field === 'created_at') return sign * (left.createdUs - right.createdUs)
    if (field === 'updated_at') return sign * (left.updatedUs - right.updatedUs)
    return field === 'name' ? sign * left.name.localeCompare(right.name) : 0
  }
}

function read({ state, token, params }: Context) {
  const type = state.eventTypes.get(params.uuid ?? '')
  if (!type) throw notFound()
  if (type.organization !== token.user.organization) throw permissionDenied()
  return resource(eventTypeView(type))
}

/** Every half hour from 8 to 16 o'clock UTC on working days, less what the hosts have booked. */
function availableTimes({ state, query: given, nowMs }: Context) {
  const query = readQuery(given)
  const typeId = query.uri('event_type', 'event_types')
  const startUs = query.time('start_time')
  const endUs = query.time('end_time')
  for (const name of ['event_type', 'start_time', 'end_time']) {
    if (given[name] === undefined) query.missing(name)
  }
  query.check()
  const type = state.eventTypes.get(typeId ?? '')
  if (!type || startUs === undefined || endUs === undefined) throw notFound()
  const startMs = startUs / microsPerMs
  const endMs = endUs / microsPerMs
  if (startMs < nowMs) throw invalidArgument({ parameter: 'start_time', message: 'must be in the future' })
  if (endMs <= startMs || endMs - startMs > 31 * msPerDay) {
    throw invalidArgument({
      parameter: 'end_time',
      message: 'must be after start_time, by no more than 31 days',
    })
  }
  const collection = []
  const stepMs = 30 * msPerMinute
  for (let ms = Math.ceil(startMs / stepMs) * stepMs; ms < endMs; ms += stepMs) {
    const remaining = seatsLeft(state, type, ms)
    if (remaining === 0) continue
    const start = isoSeconds(ms)
    collection.push({
      status: 'available',
      invitees_remaining: remaining,
      start_time: start,
      scheduling_url: `${schedulingUrl(type)}/${start}`,
    })
  }
  return { status: 200, body: { collection } }
}

function seatsLeft(state: WorldState, type: EventType, startMs: number): number {
  const date = new Date(startMs)
  const hour = date.getUTCHours()
  if (!type.active || hour < 8 || hour >= 16 || date.getUTCDay() % 6 === 0) return 0
  const running = type.seats > 1 ? groupEventAt(state, type, startMs * microsPerMs) : undefined
  if (running) return type.seats - activeSeats(running)
  const endMs = startMs + type.durationMinutes * msPerMinute
  const isFree = (host: User) => !isBusy(state, host, startMs * microsPerMs, endMs * microsPerMs)
  const fits = type.pooling === 'round_robin' ? type.hosts.some(isFree) : type.hosts.every(isFree)
  return fits ? type.seats : 0
}

function isBusy(state: WorldState, host: User, fromUs: number, toUs: number): boolean {
  const timeline = timelineOf(state.byHost, host)
  // No meeting is longer than a day, so nothing that began before yesterday still runs.
  for (let i = timeline.before(fromUs - msPerDay * microsPerMs); ; i++) {
    const event = timeline.at(i)
    if (!event || event.startUs >= toUs) return false
    if (event.status === 'active' && event.endUs > fromUs) return true
  }
}
