import { z } from 'zod'
import { HttpProblem } from '../../problem.ts'
import type { Route } from '../../route.ts'

export const ready: Route = (app, { sync, leaving }) => {
  const schema = {
    summary: 'The database is reachable and migrated, and the process is not about to end',
    tags: ['Operations'],
    security: [],
    response: { 200: z.object({ status: z.literal('ready') }) },
  }
  app.get('/readyz', { schema }, async () => {
    if (leaving.aborted) throw new HttpProblem(503, 'stopping', 'This process is about to end.')
    const { database } = await sync.health()
    if (database !== 'up') throw notReady(database)
    return { status: 'ready' as const }
  })
}

function notReady(database: 'down' | 'unmigrated'): HttpProblem {
  return database === 'down'
    ? new HttpProblem(
        503,
        'database_unavailable',
        'The database does not answer. It is tried again by itself.',
      )
    : new HttpProblem(
        503,
        'database_unmigrated',
        'The database is reachable, and not (yet) in the shape of this version.',
      )
}
