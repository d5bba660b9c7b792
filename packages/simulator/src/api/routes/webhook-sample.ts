import { isoMicros } from '../../stamps.ts'
import { bodyOf } from '../../webhooks/body.ts'
import { webhookEvents } from '../../webhooks/events.ts'
import { samplePayload } from '../../webhooks/sample.ts'
import { stampUs } from '../../world/state.ts'
import { notFound } from '../answer.ts'
import { readQuery } from '../query.ts'
import type { Context } from '../route.ts'
import { findConcern, readConcern } from './webhook-scope.ts'

/**
 * A message as it would be, bare and unsigned: built from the latest meeting to which it can happen, as recorded.
 * The simulator knows no bodies of the events that never happen in it: 404.
 */
export function sample(context: Context) {
  const { state, token } = context
  const query = readQuery(context.query)
  const names = webhookEvents.map(({ name }) => name)
  const event = query.oneOf('event', names)
  if (query.canonical.event === undefined) query.missing('event')
  const named = readConcern(query)
  query.check()
  const concern = findConcern(context, named)
  const payload = samplePayload(state, event ?? '', concern)
  if (!payload) throw notFound()
  const us = stampUs(state)
  // Recorded: samples carry the microsecond of asking, which real messages do not.
  return { status: 200, body: { ...bodyOf(event ?? '', token.user, payload, us), created_at: isoMicros(us) } }
}
