import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { clientBody, clientDetailSchema } from '../../schemas/client.ts'
import { idParams } from '../../schemas/query.ts'

export const updateClient: Route = (app, { sync }) => {
  const schema = {
    summary: 'Name a client, or note something',
    description:
      'What is set wins over what Calendly says, now and later; null gives back what Calendly says, and takes notes away.',
    tags: ['Clients'],
    params: idParams,
    body: clientBody,
    response: { 200: clientDetailSchema },
  }
  app.patch('/api/clients/:id', { schema }, async (request) => {
    const client = await sync.clients.update(callerOf(request).userId, request.params.id, request.body)
    if (!client) throw notFound('client')
    return client
  })
}
