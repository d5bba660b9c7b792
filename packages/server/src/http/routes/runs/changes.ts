import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { cursor, idParams, limitUpTo } from '../../schemas/query.ts'
import { runChangePageSchema } from '../../schemas/run-change.ts'

export const listRunChanges: Route = (app, { sync }) => {
  const schema = {
    summary: 'The caller’s meetings that a run changed, each once, by start time',
    tags: ['Runs'],
    params: idParams,
    querystring: z.strictObject({ limit: limitUpTo(200, 50), cursor }),
    response: { 200: runChangePageSchema },
  }
  app.get('/api/calendly/runs/:id/changes', { schema }, async (request) => {
    const changes = await sync.runs.changes(callerOf(request), request.params.id, request.query)
    if (!changes) throw notFound('run')
    return changes
  })
}
