import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { clientPageSchema, clientQuery } from '../../schemas/client.ts'

export const listClients: Route = (app, { sync }) => {
  const schema = {
    summary: 'Clients with counts, first, last and next meeting',
    tags: ['Clients'],
    querystring: clientQuery,
    response: { 200: clientPageSchema },
  }
  app.get('/api/clients', { schema }, (request) => sync.clients.list(callerOf(request).userId, request.query))
}
