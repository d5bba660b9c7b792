import { z } from 'zod'
import type { Route } from '../../route.ts'

export const live: Route = (app) => {
  const schema = {
    summary: 'The process is alive',
    tags: ['Operations'],
    security: [],
    response: { 200: z.object({ status: z.literal('alive') }) },
  }
  app.get('/livez', { schema }, async () => ({ status: 'alive' as const }))
}
