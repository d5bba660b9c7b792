import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { idParams } from '../../schemas/query.ts'

const schema = {
  summary: 'Confirm that meetings which Calendly’s list no longer shows are gone',
  description: 'Releases the brake: the next check asks Calendly for each of them, without a limit.',
  tags: ['Accounts'],
  params: idParams,
  body: z.strictObject({}).nullish(),
  response: { 200: z.object({ released: z.int().meta({ description: 'meetings that will be asked for' }) }) },
}

export const confirmMissing: Route = (app, { sync }) => {
  app.post('/api/calendly/accounts/:id/confirm-missing', { schema }, async (request) => {
    const { userId } = callerOf(request)
    const { id } = request.params
    const own = await sync.accounts.list(userId)
    if (!own.some((account) => account.id === id)) throw notFound('account')
    return { released: await sync.accounts.confirmMissing(userId, id) }
  })
}
