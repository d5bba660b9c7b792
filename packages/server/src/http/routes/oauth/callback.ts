import { z } from 'zod'
import type { Route } from '../../route.ts'

const text = z.string().max(2048).optional()

const schema = {
  summary: 'Where Calendly sends people back to',
  description:
    'Stores nothing and asks nobody: hands what Calendly says to the page, behind a `#`, where no log and no other site sees it. The page completes the sign-in as the person who started it.',
  tags: ['Accounts'],
  security: [],
  querystring: z.object({ code: text, state: text, error: text }),
  response: { 303: z.null() },
}

export const oauthCallback: Route = (app, { config }) => {
  app.get('/api/calendly/oauth/callback', { schema }, async (request, reply) => {
    const told = new URLSearchParams()
    for (const [name, value] of Object.entries(request.query)) if (value) told.set(name, value)
    reply.header('cache-control', 'no-store')
    return reply.redirect(`${config.publicUrl.replace(/\/+$/, '')}/accounts#connect?${told}`, 303)
  })
}
