import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'

const schema = {
  summary: 'Tick now',
  description: 'An operator’s call ticks every account of every user, another user’s call the own ones.',
  tags: ['Sync'],
  body: z.strictObject({}).nullish(),
  response: { 202: z.object({ success: z.literal(true), message: z.string(), runId: z.string() }) },
}

export const triggerTick: Route = (app, { sync }) => {
  app.post('/api/calendly/scheduler/trigger', { schema }, async (request, reply) => {
    const { userId, isOperator } = callerOf(request)
    const run = await sync.trigger(isOperator ? 'everyone' : userId, userId)
    return reply
      .code(202)
      .send({ success: true, message: 'Automatic sync triggered in background', runId: run.id })
  })
}
