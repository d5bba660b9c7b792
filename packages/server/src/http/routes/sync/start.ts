import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { uuid } from '../../schemas/query.ts'
import { runSchema } from '../../schemas/run.ts'

const answer = z.object({ success: z.boolean(), run: runSchema })

const schema = {
  summary: 'Sync the caller’s accounts now',
  description: 'Waits up to 30 s; a run that goes on longer is answered with 202. Joins a run under way.',
  tags: ['Sync'],
  body: z.strictObject({ accountId: uuid.optional() }).nullish(),
  response: { 200: answer, 202: answer },
}

const waitMs = 30_000
const unfinished: ReadonlySet<string> = new Set(['queued', 'running', 'waiting'])

export const startSync: Route = (app, { sync }) => {
  app.post('/api/calendly/sync', { schema }, async (request, reply) => {
    const { userId } = callerOf(request)
    const accountId = request.body?.accountId
    if (accountId !== undefined) {
      const own = await sync.accounts.list(userId)
      if (!own.some((account) => account.id === accountId)) throw notFound('account')
    }
    const run = await sync.sync(userId, { waitMs, ...(accountId !== undefined && { accountId }) })
    if (unfinished.has(run.state)) return reply.code(202).send({ success: true, run })
    return reply.code(200).send({ success: run.state === 'succeeded', run })
  })
}
