import { z } from 'zod'
import { requireOperator } from '../../auth/caller.ts'
import { HttpProblem } from '../../problem.ts'
import type { Route, SignInContext } from '../../route.ts'
import { emailText } from '../../schemas/person.ts'

const schema = {
  summary: 'Invite somebody',
  description:
    'For owners. Hand the link to the person: it is valid once, for a week, and ends an earlier one for the same address.',
  tags: ['People'],
  body: z.strictObject({ email: emailText, role: z.enum(['owner', 'member']).default('member') }),
  response: { 201: z.object({ url: z.string(), expiresAt: z.string() }) },
}

const weekMs = 7 * 86_400_000

export const makeInvitation: Route<SignInContext> = (app, { sync, signIn }) => {
  app.post('/api/invitations', { schema }, async (request, reply) => {
    const { userId } = requireOperator(request)
    const { email, role } = request.body
    // A link for somebody who is here would be a way into that person's meetings.
    if (await signIn.people.find(email)) throw alreadyHere()
    const { id, ...link } = await signIn.invitations.make({ email, role, madeBy: userId, lastsMs: weekMs })
    const facts = { invitationId: id, role }
    await sync.audit.note({ about: 'installation', actor: userId, action: 'invitation.made', facts })
    return reply.code(201).send(link)
  })
}

function alreadyHere(): HttpProblem {
  return new HttpProblem(
    409,
    'already_here',
    'Somebody with this address may sign in already. For a forgotten password whoever runs the server makes a link: calendly-sync people invite <email>',
  )
}
