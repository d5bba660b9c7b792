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

export const withdrawInvitation: Route<SignInContext> = (app, { sync, signIn }) => {
  app.delete('/api/invitations/:id', { schema }, async (request) => {
    const { userId: actor } = requireOperator(request)
    const { id } = request.params
    if (!(await signIn.invitations.withdraw(id))) throw notFound('invitation')
    const facts = { invitationId: id }
    await sync.audit.note({ about: 'installation', actor, action: 'invitation.withdrawn', facts })
    return { success: true as const }
  })
}
