import { z } from 'zod'
import { requireOperator } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { muteSchema, problemCode } from '../../schemas/operations.ts'
import { idParams, instant, uuid } from '../../schemas/query.ts'

export const muteAlerts: Route = (app, { sync }) => {
  const schema = {
    summary: 'No mails about a cause, or about an account, until a moment',
    description: 'For operators. Incidents are still noted and shown; a mute of the same thing is replaced.',
    tags: ['Operations'],
    body: z.union([
      z.strictObject({ code: problemCode, until: instant }),
      z.strictObject({ accountId: uuid, until: instant }),
    ]),
    response: { 200: muteSchema },
  }
  app.post('/api/operations/mute', { schema }, (request) => {
    const { userId } = requireOperator(request)
    const { until, ...what } = request.body
    return sync.operations.mute(userId, what, until)
  })
}

export const unmuteAlerts: Route = (app, { sync }) => {
  const schema = {
    summary: 'End a mute',
    description: 'For operators.',
    tags: ['Operations'],
    params: idParams,
    response: { 200: z.object({ success: z.literal(true) }) },
  }
  app.delete('/api/operations/mute/:id', { schema }, async (request) => {
    const { userId } = requireOperator(request)
    if (!(await sync.operations.unmute(userId, request.params.id))) throw notFound('mute')
    return { success: true as const }
  })
}
