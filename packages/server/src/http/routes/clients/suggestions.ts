import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import {
  decisionBody,
  suggestionPageSchema,
  suggestionQuery,
  suggestionSchema,
} from '../../schemas/client.ts'
import { idParams } from '../../schemas/query.ts'

export const listSuggestions: Route = (app, { sync }) => {
  const schema = {
    summary: 'Pairs of clients that may be one person',
    tags: ['Clients'],
    querystring: suggestionQuery,
    response: { 200: suggestionPageSchema },
  }
  app.get('/api/clients/suggestions', { schema }, (request) =>
    sync.clients.suggestions(callerOf(request).userId, request.query),
  )
}

export const decideSuggestion: Route = (app, { sync }) => {
  const schema = {
    summary: 'Accept a suggestion, which makes the two one, refuse it, or open it again, which undoes either',
    tags: ['Clients'],
    params: idParams,
    body: decisionBody,
    response: { 200: suggestionSchema },
  }
  app.post('/api/clients/suggestions/:id', { schema }, async (request) => {
    const { params, body } = request
    const suggestion = await sync.clients.decide(callerOf(request).userId, params.id, body.decision)
    if (!suggestion) throw notFound('suggestion')
    return suggestion
  })
}
