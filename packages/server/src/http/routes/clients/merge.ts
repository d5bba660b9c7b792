import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { clientDetailSchema, otherClient } from '../../schemas/client.ts'
import { idParams } from '../../schemas/query.ts'

const described = {
  tags: ['Clients'],
  params: idParams,
  body: otherClient,
  response: { 200: clientDetailSchema },
}

export const mergeClients: Route = (app, { sync }) => {
  const schema = {
    summary: 'Make two clients one',
    description:
      'The other belongs to this one from now on, whatever syncs later; `unmerge` takes it away again. Answers the one that it is now.',
    ...described,
  }
  app.post('/api/clients/:id/merge', { schema }, async (request) => {
    const { params, body } = request
    const client = await sync.clients.merge(callerOf(request).userId, params.id, body.clientId)
    if (!client) throw notFound('client')
    return client
  })
}

export const unmergeClients: Route = (app, { sync }) => {
  const schema = {
    summary: 'Take a record that was merged into a client away again',
    description: 'With what had been merged into it before.',
    ...described,
  }
  app.post('/api/clients/:id/unmerge', { schema }, async (request) => {
    const { params, body } = request
    const client = await sync.clients.unmerge(callerOf(request).userId, params.id, body.clientId)
    if (!client) throw notFound('client')
    return client
  })
}
