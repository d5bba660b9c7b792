import { z } from 'zod'
import type { Route } from '../../route.ts'

export const showMetrics: Route = (app, { metrics }) => {
  const schema = {
    summary: 'Figures in Prometheus’ text format',
    tags: ['Operations'],
    security: [],
    response: { 200: { content: { 'text/plain': { schema: z.string() } } } },
  }
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.show()),
  )
}
