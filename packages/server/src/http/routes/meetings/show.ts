import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { meetingDetailSchema } from '../../schemas/meeting.ts'
import { idParams } from '../../schemas/query.ts'

export const showMeeting: Route = (app, { sync }) => {
  const schema = {
    summary: 'One meeting with invitees, answers, chain of moves and history',
    tags: ['Meetings'],
    params: idParams,
    response: { 200: meetingDetailSchema },
  }
  app.get('/api/meetings/:id', { schema }, async (request) => {
    const meeting = await sync.meetings.get(callerOf(request).userId, request.params.id)
    if (!meeting) throw notFound('meeting')
    return meeting
  })
}
