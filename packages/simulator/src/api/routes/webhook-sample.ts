import { webhookEvents } from '../../webhooks/events.ts'
import { sampleBody } from '../../webhooks/sample.ts'
import { notFound } from '../answer.ts'
import { readQuery } from '../query.ts'
import type { Context } from '../route.ts'
import { findConcern, readConcern } from './webhook-scope.ts'

/** Bare and unsigned. The simulator knows no bodies of the events that never happen in it: 404. */
export function sample(context: Context) {
  const { state, token } = context
  const query = readQuery(context.query)
  const names = webhookEvents.map(({ name }) => name)
  const event = query.oneOf('event', names)
  if (query.canonical.event === undefined) query.missing('event')
  const named = readConcern(query)
  query.check()
  const body = sampleBody(state, event ?? '', findConcern(context, named), token.user)
  if (!body) throw notFound()
  return { status: 200, body }
}
