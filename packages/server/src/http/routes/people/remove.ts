import { requireOperator } from '../../auth/caller.ts'
import { notFound } from '../../problem.ts'
import type { Route, SignInContext } from '../../route.ts'
import { done } from '../../schemas/person.ts'
import { idParams } from '../../schemas/query.ts'

const schema = {
  summary: 'Take somebody’s right to sign in',
  description: 'For owners. Ends every session at once; meetings and accounts of the user stay as they are.',
  tags: ['People'],
  params: idParams,
  response: { 200: done },
}

export const removePerson: Route<SignInContext> = (app, { sync, signIn }) => {
  app.delete('/api/people/:id', { schema }, async (request) => {
    const { userId: actor } = requireOperator(request)
    const { id } = request.params
    if (!(await signIn.people.remove(id))) throw notFound('person')
    const facts = { personId: id }
    await sync.audit.note({ about: 'installation', actor, action: 'person.removed', facts })
    return { success: true as const }
  })
}
