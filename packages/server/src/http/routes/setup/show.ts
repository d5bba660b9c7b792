import { z } from 'zod'
import { isWell } from '../../../setup/examine.ts'
import { requireOperator } from '../../auth/caller.ts'
import type { Route } from '../../route.ts'

const finding = z
  .object({
    name: z.string(),
    state: z
      .enum(['ok', 'warning', 'fault', 'off'])
      .meta({ description: 'off: not used here, or not looked at because of a fault before it' }),
    message: z.string(),
    fix: z.string().nullable().meta({ description: 'the next step' }),
  })
  .meta({ id: 'Finding' })

const schema = {
  summary: 'What the installation needs, and what of it is there',
  description:
    'For operators. Looks at database, keys, Calendly, clock, webhooks and mail anew with each call, like `calendly-sync doctor`.',
  tags: ['Operations'],
  response: { 200: z.object({ ok: z.boolean(), data: z.array(finding).readonly() }) },
}

export const showSetup: Route = (app, { examine }) => {
  app.get('/api/setup', { schema }, async (request) => {
    requireOperator(request)
    const data = await examine()
    return { ok: isWell(data), data }
  })
}
