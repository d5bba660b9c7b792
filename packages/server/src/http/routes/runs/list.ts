import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { runPageSchema, runQuery } from '../../schemas/run.ts'

export const listRuns: Route = (app, { sync }) => {
  const schema = {
    summary: 'What was synced when, newest first',
    tags: ['Runs'],
    querystring: runQuery,
    response: { 200: runPageSchema },
  }
  app.get('/api/calendly/runs', { schema }, (request) => sync.runs.list(callerOf(request), request.query))
}
