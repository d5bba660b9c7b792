import { z } from 'zod'
import { requireOperator } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { uuid } from '../../schemas/query.ts'

const asked = {
  description: 'For operators. Without `accountId` the schedule of the whole installation.',
  tags: ['Operations'],
  body: z.strictObject({ accountId: uuid.exactOptional() }).nullish(),
  response: { 200: z.object({ success: z.literal(true), changed: z.number() }) },
}

export const pauseOperations: Route = (app, { sync }) => {
  const schema = {
    ...asked,
    summary: 'Stop checks on schedule; what people ask for, and webhooks, go on',
  }
  app.post('/api/operations/pause', { schema }, async (request) => {
    const { userId } = requireOperator(request)
    const changed = await sync.operations.pause(userId, request.body?.accountId)
    return { success: true as const, changed }
  })
}

export const resumeOperations: Route = (app, { sync }) => {
  const schema = { ...asked, summary: 'Let checks on schedule go on' }
  app.post('/api/operations/resume', { schema }, async (request) => {
    const { userId } = requireOperator(request)
    const changed = await sync.operations.resume(userId, request.body?.accountId)
    return { success: true as const, changed }
  })
}
