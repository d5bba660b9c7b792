import { callerOf } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'
import { statusSchema } from '../../schemas/status.ts'

/** Whether the caller's list is complete, up to when, and why not where it is not. */
export const showStatus: Route = (app, { sync, config }) => {
  const schema = { summary: 'How complete the mirror is', tags: ['Sync'], response: { 200: statusSchema } }
  app.get('/api/calendly/status', { schema }, async (request) => {
    const { userId, isOperator } = callerOf(request)
    return {
      ...(await sync.status(userId)),
      connectBy:
        config.calendlyClientId === undefined ? ['token' as const] : ['oauth' as const, 'token' as const],
      operator: isOperator,
      userId,
      demo: config.isDemo,
    }
  })
}
