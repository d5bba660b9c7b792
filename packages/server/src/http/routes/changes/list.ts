import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { changeSchema } from '../../schemas/meeting.ts'
import { limitUpTo } from '../../schemas/query.ts'

const schema = {
  summary: 'What changed, in order',
  description: 'Go on with `after` = `next` of the answer before; nothing is missed.',
  tags: ['Meetings'],
  querystring: z.strictObject({ after: z.string().max(20).exactOptional(), limit: limitUpTo(1000, 100) }),
  response: { 200: z.object({ data: z.array(changeSchema).readonly(), next: z.string() }) },
}

export const listChanges: Route = (app, { sync }) => {
  app.get('/api/changes', { schema }, (request) => {
    const { after, limit } = request.query
    return sync.changes.list(callerOf(request).userId, after, limit)
  })
}
