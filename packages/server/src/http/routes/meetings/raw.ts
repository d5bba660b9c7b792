import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { idParams } from '../../schemas/query.ts'

const schema = {
  summary: 'What Calendly said of a meeting, as it was kept',
  description: 'Links that let anybody cancel or move it stay hidden.',
  tags: ['Meetings'],
  params: idParams,
  response: {
    200: z.object({
      event: z.unknown().meta({ description: 'as in Calendly’s `GET /scheduled_events/{uuid}`' }),
      invitees: z.array(z.unknown()).readonly(),
    }),
  },
}

export const showRawMeeting: Route = (app, { sync }) => {
  app.get('/api/meetings/:id/raw', { schema }, async (request) => {
    const raw = await sync.meetings.raw(callerOf(request).userId, request.params.id)
    if (!raw) throw notFound('meeting')
    return raw
  })
}
