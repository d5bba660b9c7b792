import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { accountSchema } from '../../schemas/status.ts'

export const listAccounts: Route = (app, { sync }) => {
  const schema = {
    summary: 'The caller’s Calendly accounts',
    tags: ['Accounts'],
    response: { 200: z.object({ data: z.array(accountSchema) }) },
  }
  app.get('/api/calendly/accounts', { schema }, async (request) => ({
    data: await sync.accounts.list(callerOf(request).userId),
  }))
}
