import { z } from 'zod'
import { credentialsOf, setCookies } from '../../auth/accounts.ts'
import type { Route } from '../../route.ts'
import { personSchema } from '../../schemas/person.ts'

const schema = {
  summary: 'How people sign in here, and who has',
  description: '`person` is told in `accounts` mode only; elsewhere it is null.',
  tags: ['Session'],
  security: [],
  response: {
    200: z.object({ mode: z.enum(['local', 'jwt', 'accounts']), person: personSchema.nullable() }),
  },
}

export const showSession: Route = (app, { config, signIn }) => {
  app.get('/api/session', { schema }, async (request, reply) => {
    const found = await signIn?.sessions.who(credentialsOf(request))
    setCookies(reply, found?.cookies ?? [])
    return { mode: config.authMode, person: found?.person ?? null }
  })
}
