import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { alertPage, alertQuery } from '../../schemas/alert.ts'

export const listAlerts: Route = (app, { sync }) => {
  const schema = {
    summary: 'What has been wrong for long enough that somebody should know, newest first',
    description: 'Own accounts; operators see what is the installation’s as well.',
    tags: ['Alerts'],
    querystring: alertQuery,
    response: { 200: alertPage },
  }
  app.get('/api/alerts', { schema }, (request) => sync.alerts.list(callerOf(request), request.query))
}
