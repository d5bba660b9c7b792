import { z } from 'zod'
import { calendarOf } from '../../../calendar.ts'
import { eachMeeting } from '../../../csv.ts'
import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { meetingFilters } from '../../schemas/meeting.ts'

const schema = {
  summary: 'The same meetings as a calendar file (RFC 5545), at most 5000',
  description: 'For a calendar that follows by itself, see /api/meetings.ics.',
  tags: ['Meetings'],
  querystring: meetingFilters,
  response: { 200: { description: 'a calendar', content: { 'text/calendar': { schema: z.any() } } } },
}

/** Calendars give up on more. */
const mostEntries = 5000

export const exportCalendar: Route = (app, { sync }) => {
  app.get('/api/meetings/calendar', { schema }, async (request, reply) => {
    const { userId } = callerOf(request)
    const meetings = []
    for await (const page of eachMeeting(sync, userId, request.query)) {
      meetings.push(...page)
      if (meetings.length >= mostEntries) break
    }
    const filters = Object.keys(request.query)
    await sync.meetings.noteExport(userId, { actor: userId, format: 'ics', filters })
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="meetings.ics"')
      .send(calendarOf(meetings.slice(0, mostEntries)))
  })
}
