import { z } from 'zod'
import { knownCaller } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'

const schema = {
  summary: 'Start to connect an account by signing in at Calendly',
  description: 'Send the person to `url` within ten minutes. Calendly sends him back to `oauth/callback`.',
  tags: ['Accounts'],
  body: z.strictObject({}).nullish(),
  response: { 200: z.object({ url: z.string() }) },
}

export const startOAuth: Route = (app, { sync }) => {
  app.post('/api/calendly/oauth/start', { schema }, async (request) =>
    sync.accounts.startOAuth(knownCaller(request).userId),
  )
}
