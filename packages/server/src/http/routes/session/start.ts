import { z } from 'zod'
import { limitAttempts } from '../../attempts.ts'
import { credentialsOf, setCookies } from '../../auth/accounts.ts'
import type { Route, SignInContext } from '../../route.ts'
import { requireSameOrigin } from '../../same-origin.ts'
import { emailText, passwordText, personSchema } from '../../schemas/person.ts'

const body = z.strictObject({ email: emailText, password: passwordText })

const schema = {
  summary: 'Sign in',
  description: 'Sets the session cookie. An unknown address and a wrong password get the same answer.',
  tags: ['Session'],
  security: [],
  body,
  response: { 200: z.object({ person: personSchema }) },
}

export const openSession: Route<SignInContext> = (app, { sync, signIn, limits, publicUrl }) => {
  const countAttempt = limitAttempts(limits, (request) => body.parse(request.body).email)
  app.post('/api/session', { schema }, async (request, reply) => {
    requireSameOrigin(request, publicUrl)
    await countAttempt(request)
    const { email, password } = request.body
    const { person, cookies } = await signIn.sessions.open(email, password, credentialsOf(request))
    await sync.audit.note({ about: person.id, actor: person.id, action: 'session.opened' })
    setCookies(reply, cookies)
    return { person }
  })
}
