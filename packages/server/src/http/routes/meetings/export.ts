import { Readable } from 'node:stream'
import { z } from 'zod'
import { csvHeader, csvLine, eachMeeting } from '../../../csv.ts'
import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { meetingFilters } from '../../schemas/meeting.ts'

const schema = {
  summary: 'The same meetings as CSV (RFC 4180), all pages',
  tags: ['Meetings'],
  querystring: meetingFilters,
  response: { 200: { description: 'one line a meeting', content: { 'text/csv': { schema: z.any() } } } },
}

export const exportMeetings: Route = (app, { sync }) => {
  app.get('/api/meetings.csv', { schema }, async (request, reply) => {
    const { userId } = callerOf(request)
    const pages = eachMeeting(sync, userId, request.query)
    // The first page is read before the headers go out, so that a fault is still answered as one.
    const first = await pages.next()
    const filters = Object.keys(request.query)
    await sync.meetings.noteExport(userId, { actor: userId, format: 'csv', filters })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="meetings.csv"')
      .send(Readable.from(lines(first, pages)))
  })
}

type Pages = ReturnType<typeof eachMeeting>

async function* lines(first: Awaited<ReturnType<Pages['next']>>, pages: Pages): AsyncGenerator<string> {
  yield csvHeader
  for (let page = first; !page.done; page = await pages.next()) yield page.value.map(csvLine).join('')
}
