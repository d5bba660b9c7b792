import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { idParams } from '../../schemas/query.ts'
import { runSchema } from '../../schemas/run.ts'

export const showRun: Route = (app, { sync }) => {
  const schema = { summary: 'One run', tags: ['Runs'], params: idParams, response: { 200: runSchema } }
  app.get('/api/calendly/runs/:id', { schema }, async (request) => {
    const run = await sync.runs.get(callerOf(request), request.params.id)
    if (!run) throw notFound('run')
    return run
  })
}
