import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { activityPageSchema, activityQuery } from '../../schemas/activity.ts'

export const listActivity: Route = (app, { sync }) => {
  const schema = {
    summary: 'What happened, newest first: checks, webhooks, settings, sign-ins, exports',
    description:
      'Of the caller alone; operators also see what concerns the installation as a whole. Many alike that follow each other are one entry.',
    tags: ['Activity'],
    querystring: activityQuery,
    response: { 200: activityPageSchema },
  }
  app.get('/api/activity', { schema }, (request) => sync.activity.list(callerOf(request), request.query))
}
