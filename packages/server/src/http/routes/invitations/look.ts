import { z } from 'zod'
import type { Route, SignInContext } from '../../route.ts'
import { secretText } from '../../schemas/person.ts'

const schema = {
  summary: 'For whom a link is',
  description: 'By POST, so that its secret stands in no log.',
  tags: ['Session'],
  security: [],
  body: z.strictObject({ secret: secretText }),
  response: {
    200: z.object({
      email: z.string().nullable().meta({ description: 'null: whoever opens it says which' }),
      isKnown: z.boolean().meta({ description: 'the person is here already and gets a new password' }),
    }),
  },
}

export const lookAtInvitation: Route<SignInContext> = (app, { signIn }) => {
  app.post('/api/invitations/look', { schema }, (request) => signIn.invitations.look(request.body.secret))
}
