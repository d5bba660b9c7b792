import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { deliveryPageSchema, deliveryQuery } from '../../schemas/delivery.ts'

export const listDeliveries: Route = (app, { sync }) => {
  const schema = {
    summary: 'What Calendly delivered and what became of it, newest first',
    description: 'Users see the deliveries that concern their own meetings, operators all of them.',
    tags: ['Webhooks'],
    querystring: deliveryQuery,
    response: { 200: deliveryPageSchema },
  }
  app.get('/api/calendly/webhook/deliveries', { schema }, (request) =>
    sync.webhooks.deliveries(callerOf(request), request.query),
  )
}
