import { requireOperator } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { operationsQuery, operationsSchema } from '../../schemas/operations.ts'

export const showOperations: Route = (app, { sync }) => {
  const schema = {
    summary: 'How the installation works, and for whom; the least current list first',
    description: 'For operators. Nothing of anybody’s meetings or clients.',
    tags: ['Operations'],
    querystring: operationsQuery,
    response: { 200: operationsSchema },
  }
  app.get('/api/operations', { schema }, (request) => {
    requireOperator(request)
    return sync.operations.view(request.query)
  })
}
