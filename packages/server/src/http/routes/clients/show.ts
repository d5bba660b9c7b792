import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { clientDetailSchema } from '../../schemas/client.ts'
import { idParams } from '../../schemas/query.ts'

export const showClient: Route = (app, { sync }) => {
  const schema = {
    summary: 'One client with all meetings',
    tags: ['Clients'],
    params: idParams,
    response: { 200: clientDetailSchema },
  }
  app.get('/api/clients/:id', { schema }, async (request) => {
    const client = await sync.clients.get(callerOf(request).userId, request.params.id)
    if (!client) throw notFound('client')
    return client
  })
}
