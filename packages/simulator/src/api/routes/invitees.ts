import { inviteeUri, uriOf } from '../../ids.ts'
import { microsPerMs } from '../../stamps.ts'
import type { EventRecord, InviteeRecord } from '../../world/records.ts'
import { inviteeView, noShowView } from '../../world/views.ts'
import { maySeeEvent } from '../access.ts'
import { ApiError, invalidArgument, notFound, permissionDenied, resource } from '../answer.ts'
import { page, sliceOf } from '../paging.ts'
import { readQuery } from '../query.ts'
import type { Context, Route } from '../route.ts'
import { textMember } from './scheduled-events.ts'

export const inviteeRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/scheduled_events/{uuid}/invitees',
    scope: 'scheduled_events:read',
    handle: list,
  },
  {
    method: 'GET',
    template: '/scheduled_events/{event_uuid}/invitees/{invitee_uuid}',
    scope: 'scheduled_events:read',
    handle: read,
  },
  { method: 'POST', template: '/invitee_no_shows', scope: 'scheduled_events:write', handle: mark },
  { method: 'GET', template: '/invitee_no_shows/{uuid}', scope: 'scheduled_events:read', handle: readMark },
  { method: 'DELETE', template: '/invitee_no_shows/{uuid}', scope: 'scheduled_events:write', handle: unmark },
]

function list(context: Context) {
  const event = eventInSight(context, context.params.uuid)
  const query = readQuery(context.query)
  const status = query.oneOf('status', ['active', 'canceled'])
  const email = query.text('email')?.toLowerCase()
  const sort = query.oneOf('sort', ['created_at:asc', 'created_at:desc'])
  const count = query.count()
  query.check()
  const invitees = event.invitees.filter(
    (one) =>
      (status === undefined || one.status === status) &&
      (email === undefined || one.email.toLowerCase() === email),
  )
  if (sort === 'created_at:desc') invitees.reverse()
  return page(
    context,
    query.canonical,
    count,
    sliceOf(invitees, (invitee) => inviteeView(event, invitee)),
  )
}

function read(context: Context) {
  const event = eventInSight(context, context.params.event_uuid)
  const invitee = event.invitees.find((one) => one.id === context.params.invitee_uuid)
  if (!invitee) throw notFound()
  return resource(inviteeView(event, invitee))
}

function mark(context: Context) {
  const { state, world, body, nowMs } = context
  const uri = textMember(body, 'invitee')
  if (uri === undefined) throw invalidArgument({ parameter: 'invitee', message: 'must be filled' })
  const path = /\/scheduled_events\/([^/]+)\/invitees\/([^/]+)$/.exec(uri)
  const event = eventInSight(context, path?.[1])
  const invitee = event.invitees.find((one) => one.id === path?.[2])
  if (!invitee) throw notFound()
  if (event.startUs > nowMs * microsPerMs) {
    throw new ApiError(400, 'Invalid Argument', 'Event is not started yet')
  }
  if (invitee.status === 'canceled') throw new ApiError(400, 'Invalid Argument', 'Invitee is canceled')
  if (invitee.extras?.noShow) {
    throw new ApiError(409, 'Already Exists', 'Invitee is already marked as no show')
  }
  const id = world.markNoShow(uri)
  return resource(markView(state.noShows.get(id)), 201)
}

function readMark(context: Context) {
  return resource(markView(markInSight(context)))
}

function unmark(context: Context) {
  markInSight(context)
  context.world.unmarkNoShow(uriOf('invitee_no_shows', context.params.uuid ?? ''))
  return { status: 204 }
}

// Recorded: for an event that one may not see these lists answer 404 rather than 403.
function eventInSight({ state, token }: Context, id: string | undefined): EventRecord {
  const event = state.events.get(id ?? '')
  if (!event || !maySeeEvent(state, token.user, event)) throw notFound()
  return event
}

interface Mark {
  event: EventRecord
  invitee: InviteeRecord
}

function markInSight({ state, token, params }: Context): Mark {
  const marked = state.noShows.get(params.uuid ?? '')
  if (!marked) throw notFound()
  if (!maySeeEvent(state, token.user, marked.event)) throw permissionDenied()
  return marked
}

function markView(marked: Mark | undefined) {
  const noShow = marked?.invitee.extras?.noShow
  if (!marked || !noShow) throw notFound()
  const { uri, created_at } = noShowView(noShow)
  return { uri, invitee: inviteeUri(marked.event.id, marked.invitee.id), created_at }
}
