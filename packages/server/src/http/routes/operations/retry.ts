import { z } from 'zod'
import { requireOperator } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { problemCode } from '../../schemas/operations.ts'

const schema = {
  summary: 'Check the accounts with a problem now',
  description: 'For operators. Those with one cause, or all; what is paused stays so.',
  tags: ['Operations'],
  body: z.strictObject({ code: problemCode.exactOptional() }).nullish(),
  response: {
    202: z.object({ success: z.literal(true), accounts: z.number(), runId: z.string().nullable() }),
  },
}

export const retryOperations: Route = (app, { sync }) => {
  app.post('/api/operations/retry', { schema }, async (request, reply) => {
    const { userId } = requireOperator(request)
    const asked = await sync.operations.retry(userId, request.body?.code)
    return reply.code(202).send({ success: true, ...asked })
  })
}
