import { z } from 'zod'
import { knownCaller } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { accountSchema } from '../../schemas/status.ts'

const schema = {
  summary: 'Connect a Calendly account with a personal access token',
  description:
    'Connecting a Calendly user who is connected already gives that account the new token. The first import begins at once.',
  tags: ['Accounts'],
  body: z.strictObject({
    token: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{8,4096}$/, 'is no token: it is one word, as Calendly showed it')
      .meta({ description: 'from Calendly: Integrations, API & Webhooks' }),
  }),
  response: { 201: accountSchema },
}

export const connectAccount: Route = (app, { sync }) => {
  app.post('/api/calendly/accounts', { schema }, async (request, reply) => {
    const account = await sync.accounts.connect(knownCaller(request).userId, request.body.token)
    return reply.code(201).send(account)
  })
}
