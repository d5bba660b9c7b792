import { requireOperator } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route, SignInContext } from '../../route.ts'
import { done } from '../../schemas/person.ts'
import { idParams } from '../../schemas/query.ts'

const schema = {
  summary: 'Withdraw an invitation',
  description: 'For owners. Its link is not valid any more.',
  tags: ['People'],
  params: idParams,
  response: { 200: done },
}

export const withdrawInvitation: Route<SignInContext> = (app, { signIn }) => {
  app.delete('/api/invitations/:id', { schema }, async (request) => {
    requireOperator(request)
    if (!(await signIn.invitations.withdraw(request.params.id))) throw notFound('invitation')
    return { success: true as const }
  })
}
