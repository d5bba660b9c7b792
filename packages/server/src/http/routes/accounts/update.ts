import { z } from 'zod'
import { callerOf } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route } from '../../route.ts'
import { idParams } from '../../schemas/query.ts'
import { accountSchema } from '../../schemas/status.ts'

const schema = {
  summary: 'Pause or resume an account, or give it an interval of its own',
  tags: ['Accounts'],
  params: idParams,
  body: z.strictObject({
    syncIntervalMinutes: z
      .int()
      .min(1)
      .max(1440)
      .nullable()
      .optional()
      .meta({ description: 'null: the installation’s own' }),
    state: z.enum(['active', 'paused']).optional(),
  }),
  response: { 200: accountSchema },
}

export const updateAccount: Route = (app, { sync }) => {
  app.patch('/api/calendly/accounts/:id', { schema }, async (request) => {
    const { userId } = callerOf(request)
    const { id } = request.params
    const { syncIntervalMinutes, state } = request.body
    const find = async () => (await sync.accounts.list(userId)).find((account) => account.id === id)
    if (!(await find())) throw notFound('account')
    if (syncIntervalMinutes !== undefined) await sync.accounts.setInterval(userId, id, syncIntervalMinutes)
    if (state === 'paused') await sync.accounts.pause(userId, id)
    if (state === 'active') await sync.accounts.resume(userId, id)
    const account = await find()
    if (!account) throw notFound('account')
    return account
  })
}
