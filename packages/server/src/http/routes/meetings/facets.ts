import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { facetFilters, meetingFacetsSchema } from '../../schemas/meeting.ts'

export const showFacets: Route = (app, { sync }) => {
  const schema = {
    summary: 'How many meetings there are by view, host, event type, place and account',
    description: 'Under the filters that are set already; `tabs` counts every view, whatever `view` says.',
    tags: ['Meetings'],
    querystring: facetFilters,
    response: { 200: meetingFacetsSchema },
  }
  app.get('/api/meetings/facets', { schema }, (request) =>
    sync.meetings.facets(callerOf(request).userId, request.query),
  )
}
