import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { idParams } from '../../schemas/query.ts'

const schema = {
  summary: 'Disconnect a Calendly account',
  description:
    'Its subscription is removed, its tokens are destroyed and revoked at Calendly. Meetings that other accounts of the caller show as well stay in any case.',
  tags: ['Accounts'],
  params: idParams,
  querystring: z.strictObject({
    data: z
      .enum(['keep', 'erase'])
      .default('keep')
      .meta({ description: 'what becomes of the meetings that only this account has shown' }),
  }),
  response: { 200: z.object({ disconnected: z.literal(true) }) },
}

export const disconnectAccount: Route = (app, { sync }) => {
  app.delete('/api/calendly/accounts/:id', { schema }, async (request) => {
    const { userId } = callerOf(request)
    if (!(await sync.accounts.disconnect(userId, request.params.id, request.query.data)))
      throw notFound('account')
    return { disconnected: true as const }
  })
}
