import { systemClock } from 'calendly-sync-engine'
import { z } from 'zod'
import { calendarOf } from '../../../calendar.ts'
import { eachMeeting } from '../../../csv.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'

const schema = {
  summary: 'The meetings as a calendar (RFC 5545), for calendars that subscribe',
  description:
    'Those of the last 90 days and all ahead, cancelled ones marked; one that was moved is one entry. Asks for no sign-in: the token says whose they are.',
  tags: ['Meetings'],
  security: [],
  // No length is told: whatever is no token of ours gets the same answer.
  querystring: z.object({ token: z.string().optional() }),
  response: { 200: { description: 'a calendar', content: { 'text/calendar': { schema: z.any() } } } },
}

const pastMs = 90 * 86_400_000
/** Calendars give up on more. */
const mostEntries = 5000

export const readFeed: Route = (app, { sync }) => {
  app.get('/api/meetings.ics', { schema }, async (request, reply) => {
    const { token } = request.query
    const userId = token ? await sync.feed.owner(token) : undefined
    if (userId === undefined) throw notFound('calendar')
    const from = new Date(systemClock.now() - pastMs).toISOString()
    const meetings = []
    for await (const page of eachMeeting(sync, userId, { view: 'all', chains: 'collapsed', from })) {
      meetings.push(...page)
      if (meetings.length >= mostEntries) break
    }
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, max-age=300')
      .header('content-disposition', 'inline; filename="meetings.ics"')
      .send(calendarOf(meetings))
  })
}
