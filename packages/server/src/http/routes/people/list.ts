import { z } from 'zod'
import { requireOperator } from '../../auth/caller.ts'
import type { Route, SignInContext } from '../../route.ts'
import { personSchema } from '../../schemas/person.ts'

const schema = {
  summary: 'Who may sign in',
  description: 'For owners.',
  tags: ['People'],
  response: { 200: z.object({ data: z.array(personSchema) }) },
}

export const listPeople: Route<SignInContext> = (app, { signIn }) => {
  app.get('/api/people', { schema }, async (request) => {
    requireOperator(request)
    return { data: await signIn.people.list() }
  })
}
