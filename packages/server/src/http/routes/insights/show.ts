import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { insightsQuery, insightsSchema } from '../../schemas/insights.ts'

export const showInsights: Route = (app, { sync }) => {
  const schema = {
    summary: 'Figures over a span of time: checks, freshness, webhooks, calls, changes, meetings',
    description:
      'Cells of one check each for a day, of an hour for a week, of six hours for a month, on the clock’s own grid.',
    tags: ['Activity'],
    querystring: insightsQuery,
    response: { 200: insightsSchema },
  }
  app.get('/api/insights', { schema }, (request) => sync.insights(callerOf(request).userId, request.query))
}
