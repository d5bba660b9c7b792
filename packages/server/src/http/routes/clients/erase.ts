import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { idParams } from '../../schemas/query.ts'

export const eraseClient: Route = (app, { sync }) => {
  const schema = {
    summary: 'Erase a client',
    description:
      'Takes the person’s data out of everything that is kept, for good, with all addresses that were merged. The meetings stay, with an “Erased client”, whatever Calendly tells again; a later booking makes a new client. Calendly itself keeps what it has.',
    tags: ['Clients'],
    params: idParams,
    response: { 200: z.object({ erased: z.literal(true) }) },
  }
  app.delete('/api/clients/:id', { schema }, async (request) => {
    if (!(await sync.clients.erase(callerOf(request).userId, request.params.id))) throw notFound('client')
    return { erased: true as const }
  })
}
