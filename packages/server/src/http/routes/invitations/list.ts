import { z } from 'zod'
import { requireOperator } from '../../auth/caller.ts'
import type { Route, SignInContext } from '../../route.ts'
import { invitationSchema } from '../../schemas/person.ts'

const schema = {
  summary: 'Invitations that wait to be accepted',
  description: 'For owners. Their links are not shown again.',
  tags: ['People'],
  response: { 200: z.object({ data: z.array(invitationSchema) }) },
}

export const listInvitations: Route<SignInContext> = (app, { signIn }) => {
  app.get('/api/invitations', { schema }, async (request) => {
    requireOperator(request)
    return { data: await signIn.invitations.list() }
  })
}
