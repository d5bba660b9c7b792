import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { clientExportSchema } from '../../schemas/client.ts'
import { idParams } from '../../schemas/query.ts'

export const exportClient: Route = (app, { sync }) => {
  const schema = {
    summary: 'Everything that is kept of a client',
    description: 'To be handed over to the person: of other people there is nothing in it.',
    tags: ['Clients'],
    params: idParams,
    response: { 200: clientExportSchema },
  }
  app.get('/api/clients/:id/export', { schema }, async (request, reply) => {
    const found = await sync.clients.export(callerOf(request).userId, request.params.id)
    if (!found) throw notFound('client')
    reply.header('content-disposition', 'attachment; filename="client.json"')
    return found
  })
}
