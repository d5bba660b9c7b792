import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { meetingPageSchema, meetingQuery } from '../../schemas/meeting.ts'

export const listMeetings: Route = (app, { sync }) => {
  const schema = {
    summary: 'Meetings by start time',
    tags: ['Meetings'],
    querystring: meetingQuery,
    response: { 200: meetingPageSchema },
  }
  app.get('/api/meetings', { schema }, (request) =>
    sync.meetings.list(callerOf(request).userId, request.query),
  )
}
