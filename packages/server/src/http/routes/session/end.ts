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

export const endSession: Route<SignInContext> = (app, { signIn, publicUrl }) => {
  app.delete('/api/session', { schema }, async (request, reply) => {
    requireSameOrigin(request, publicUrl)
    setCookies(reply, await signIn.sessions.end(credentialsOf(request), request.query.which))
    return { success: true as const }
  })
}
