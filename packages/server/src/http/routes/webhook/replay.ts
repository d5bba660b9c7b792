import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { replayBody } from '../../schemas/delivery.ts'
import { idParams } from '../../schemas/query.ts'

const answer = z.object({ success: z.literal(true), waiting: z.number() })

export const replayDelivery: Route = (app, { sync }) => {
  const schema = {
    summary: 'Apply one delivery again',
    tags: ['Webhooks'],
    params: idParams,
    response: { 202: answer },
  }
  app.post('/api/calendly/webhook/deliveries/:id/replay', { schema }, async (request, reply) => {
    const { userId, isOperator } = callerOf(request)
    const waiting = await sync.webhooks.replay(isOperator ? 'everyone' : userId, request.params)
    if (waiting === 0) throw notFound('delivery')
    return reply.code(202).send({ success: true, waiting })
  })
}

export const replayDeliveries: Route = (app, { sync }) => {
  const schema = {
    summary: 'Apply deliveries again, by filter',
    description:
      'At most 10,000 at once, the oldest first. With `preview` nothing is done: 200 says how many it would be.',
    tags: ['Webhooks'],
    body: replayBody,
    response: { 200: answer, 202: answer },
  }
  app.post('/api/calendly/webhook/deliveries/replay', { schema }, async (request, reply) => {
    const { userId, isOperator } = callerOf(request)
    const who = isOperator ? 'everyone' : userId
    const { preview, ...filter } = request.body
    if (preview) return reply.send({ success: true, waiting: await sync.webhooks.countReplay(who, filter) })
    const waiting = await sync.webhooks.replay(who, filter)
    return reply.code(202).send({ success: true, waiting })
  })
}
