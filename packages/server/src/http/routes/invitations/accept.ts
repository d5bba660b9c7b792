import { z } from 'zod'
import { credentialsOf, setCookies } from '../../auth/accounts.ts'
import type { Route, SignInContext } from '../../route.ts'
import { requireSameOrigin } from '../../same-origin.ts'
import { emailText, passwordText, personSchema, secretText } from '../../schemas/person.ts'

const schema = {
  summary: 'Choose a password with a link, and be signed in',
  description: 'Uses the link up. `email` counts where the link names none.',
  tags: ['Session'],
  security: [],
  body: z.strictObject({
    secret: secretText,
    email: emailText.optional(),
    name: z.string().trim().min(1).max(200).optional(),
    password: passwordText,
  }),
  response: { 200: z.object({ person: personSchema }) },
}

export const acceptInvitation: Route<SignInContext> = (app, { sync, signIn, limits, publicUrl }) => {
  // Each try costs a hash.
  const countAttempt = limits.of({ most: 60, windowMs: 600_000 })
  app.post('/api/invitations/accept', { schema }, async (request, reply) => {
    requireSameOrigin(request, publicUrl)
    await countAttempt(request)
    const { secret, ...acceptance } = request.body
    const { id: actor, email, role } = await signIn.invitations.accept(secret, acceptance)
    // Owners see it among what concerns everybody; the person, who may only have chosen a new password, as the own.
    for (const about of ['installation', actor])
      await sync.audit.note({ about, actor, action: 'invitation.accepted', facts: { role } })
    const { person, cookies } = await signIn.sessions.open(email, acceptance.password, credentialsOf(request))
    setCookies(reply, cookies)
    return { person }
  })
}
