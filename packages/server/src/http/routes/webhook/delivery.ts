import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { deliverySchema, revealQuery } from '../../schemas/delivery.ts'
import { idParams } from '../../schemas/query.ts'

export const showDelivery: Route = (app, { sync }) => {
  const schema = {
    summary: 'One delivery with its body',
    description: 'Personal data is hidden; `reveal=true` shows it, which the audit log notes.',
    tags: ['Webhooks'],
    params: idParams,
    querystring: revealQuery,
    response: { 200: deliverySchema },
  }
  app.get('/api/calendly/webhook/deliveries/:id', { schema }, async (request) => {
    const delivery = await sync.webhooks.delivery(callerOf(request), request.params.id, request.query)
    if (!delivery) throw notFound('delivery')
    return delivery
  })
}
