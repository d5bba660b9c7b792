import { z } from 'zod'
import { knownCaller } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { accountSchema } from '../../schemas/status.ts'

const travelled = z.string().min(1).max(2048)

const schema = {
  summary: 'Complete a sign-in at Calendly',
  description: 'Works once, and only for the person who started it.',
  tags: ['Accounts'],
  body: z.strictObject({ code: travelled, state: travelled }),
  response: { 201: accountSchema },
}

export const completeOAuth: Route = (app, { sync }) => {
  app.post('/api/calendly/oauth/complete', { schema }, async (request, reply) => {
    const account = await sync.accounts.completeOAuth(knownCaller(request).userId, request.body)
    return reply.code(201).send(account)
  })
}
