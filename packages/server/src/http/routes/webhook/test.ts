import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { webhookTestSchema } from '../../schemas/delivery.ts'

export const testWebhook: Route = (app, { sync }) => {
  const schema = {
    summary: 'What webhooks need, and what of it is there',
    tags: ['Webhooks'],
    response: { 200: webhookTestSchema },
  }
  app.get('/api/calendly/webhook/test', { schema }, async (request) => ({
    success: true as const,
    ...(await sync.webhooks.test(callerOf(request))),
  }))
}
