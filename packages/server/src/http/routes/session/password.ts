import { z } from 'zod'
import { limitAttempts } from '../../attempts.ts'
import { credentialsOf, setCookies } from '../../auth/accounts.ts'
import { callerOf } from '../../auth/caller.ts'
import type { Route, SignInContext } from '../../route.ts'
import { done, passwordText } from '../../schemas/person.ts'

const schema = {
  summary: 'Change the own password',
  description: 'Ends the sessions on all other devices.',
  tags: ['Session'],
  body: z.strictObject({ current: passwordText, next: passwordText }),
  response: { 200: done },
}

export const changePassword: Route<SignInContext> = (app, { sync, signIn, limits }) => {
  const countAttempt = limitAttempts(limits, (request) => callerOf(request).userId)
  app.put('/api/session/password', { schema }, async (request, reply) => {
    await countAttempt(request)
    const { current, next } = request.body
    setCookies(reply, await signIn.sessions.changePassword(credentialsOf(request), current, next))
    const { userId } = callerOf(request)
    await sync.audit.note({ about: userId, actor: userId, action: 'password.changed' })
    return { success: true as const }
  })
}
