import { z } from 'zod'
import { credentialsOf, setCookies } from '../../auth/accounts.ts'
import type { Route, SignInContext } from '../../route.ts'
import { requireSameOrigin } from '../../same-origin.ts'
import { done } from '../../schemas/person.ts'

const schema = {
  summary: 'Sign out, here or everywhere',
  description:
    'Ends the session at once, whoever may have a copy of its cookie. Without a session nothing happens.',
  tags: ['Session'],
  security: [],
  querystring: z.strictObject({
    which: z.enum(['this', 'all']).default('this').meta({ description: 'all: on every device' }),
  }),
  response: { 200: done },
}

export const endSession: Route<SignInContext> = (app, { sync, signIn, publicUrl }) => {
  app.delete('/api/session', { schema }, async (request, reply) => {
    requireSameOrigin(request, publicUrl)
    const { which } = request.query
    const credentials = credentialsOf(request)
    const found = which === 'all' ? await signIn.sessions.who(credentials) : undefined
    setCookies(reply, await signIn.sessions.end(credentials, which))
    if (found) {
      const { id } = found.person
      await sync.audit.note({ about: id, actor: id, action: 'session.ended_everywhere' })
    }
    return { success: true as const }
  })
}
