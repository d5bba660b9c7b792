import { z } from 'zod'
import { knownCaller } from '../../auth/caller.ts'
import { type EventStream, openEventStream } from '../../event-stream.ts'
import { HttpProblem } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { eventSchema } from '../../schemas/event.ts'

/** What is described is one event; what is sent is a stream of them. */
const described: z.ZodType<unknown> = eventSchema

const schema = {
  summary: 'What changes, as it changes',
  description:
    'Server-sent events. Read it with `fetch`, so that the token travels; come back with the last `id` and nothing between is missed. A place that cannot be read starts now. Read lists after it has opened: then nothing falls in between.',
  tags: ['Events'],
  headers: z.looseObject({
    'last-event-id': z.string().optional().meta({ description: '`id` of the last event seen' }),
  }),
  querystring: z.strictObject({
    lastEventId: z
      .string()
      .max(40)
      .exactOptional()
      .meta({ description: 'the same, where headers cannot be set' }),
  }),
  response: {
    200: { description: 'events without end', content: { 'text/event-stream': { schema: described } } },
  },
}

const mostOfOneUser = 20
const minuteMs = 60_000
const options = { heartbeatMs: 15_000, mostWaitingBytes: 1024 * 1024 }

export const streamEvents: Route = (app, { sync, config }) => {
  // With its end a stream's client says anew who it is: a session may be over at any time, a token has its own end.
  const livesMs = (config.authMode === 'accounts' ? 1 : 15) * minuteMs
  const open = new Set<EventStream>()
  const ofUser = new Map<string, number>()
  const count = (userId: string, by: 1 | -1) => {
    const now = (ofUser.get(userId) ?? 0) + by
    if (now > mostOfOneUser) throw tooMany()
    if (now > 0) ofUser.set(userId, now)
    else ofUser.delete(userId)
  }
  // Before the sockets are waited for: a stream never ends by itself.
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end()
  })
  // A HEAD of it would be a stream that nobody reads.
  app.get('/api/events', { schema, exposeHeadRoute: false }, async (request, reply) => {
    const { userId, isOperator } = knownCaller(request)
    const after = request.headers['last-event-id'] ?? request.query.lastEventId
    let stream: EventStream | undefined
    count(userId, 1)
    const subscription = await sync.events
      .subscribe(userId, { after, isOperator }, (event) => stream?.send(event))
      .catch((error: unknown) => {
        count(userId, -1)
        throw error
      })
    const opened = openEventStream(subscription.from, {
      ...options,
      livesMs,
      onEnd: () => {
        open.delete(opened)
        count(userId, -1)
        subscription.close()
      },
    })
    stream = opened
    open.add(opened)
    return reply
      .type('text/event-stream; charset=utf-8')
      .header('x-accel-buffering', 'no') // nginx would collect them
      .send(opened.body)
  })
}

function tooMany(): HttpProblem {
  const detail = `There are ${mostOfOneUser} open streams already. Close one, or read the lists instead.`
  return new HttpProblem(429, 'too_many_streams', detail, { 'retry-after': '30' })
}
