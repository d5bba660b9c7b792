import { z } from 'zod'
import { cursor, instant, limitUpTo } from './query.ts'
import { subscriptionSchema } from './subscription.ts'

const outcome = z.enum(['waiting', 'applied', 'duplicate', 'superseded', 'ignored', 'failed'])

const delivery = z.object({
  id: z.string(),
  receivedAt: z.string(),
  signedAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  kind: z.string().nullable(),
  verified: z.boolean(),
  outcome,
  reason: z.string().nullable().meta({ description: 'a code; `message` says it in words' }),
  message: z.string().nullable(),
  attempts: z.number(),
  seen: z.number().meta({ description: 'how often the same bytes came' }),
  eventUuid: z.string().nullable(),
})

export const deliveryPageSchema = z.object({
  data: z.array(delivery.meta({ id: 'Delivery' })).readonly(),
  nextCursor: z.string().nullable(),
})

export const deliverySchema = delivery
  .extend({
    payload: z.unknown().meta({ description: 'the body; null for operators whom it does not concern' }),
    isMasked: z.boolean().meta({ description: 'personal data in `payload` is hidden' }),
    meetingId: z.string().nullable().meta({ description: 'the caller’s own meeting that it speaks of' }),
    headers: z.record(z.string(), z.string()).nullable(),
  })
  .meta({ id: 'DeliveryDetail' })

export const revealQuery = z.strictObject({ reveal: z.stringbool().default(false) })

const period = { from: instant.exactOptional(), to: instant.exactOptional() }

const filter = {
  outcome: outcome.exactOptional(),
  kind: z
    .string()
    .max(64)
    .regex(/^[a-z0-9_.]*$/)
    .exactOptional(),
  eventUuid: z
    .string()
    .max(255)
    .regex(/^[\w-]*$/)
    .exactOptional(),
  ...period,
}

export const deliveryQuery = z.strictObject({
  ...filter,
  limit: limitUpTo(200, 50),
  cursor,
})

export const replayBody = z
  .strictObject({
    ...filter,
    preview: z.boolean().exactOptional().meta({ description: 'only say how many; nothing is replayed' }),
  })
  .refine(
    ({ preview: _, ...meant }) => Object.keys(meant).length > 0,
    'name at least one of outcome, kind, eventUuid, from and to',
  )

export const webhookTestSchema = z.object({
  success: z.literal(true),
  webhookUrl: z.string(),
  signingKeyConfigured: z.boolean(),
  reachable: z.boolean().meta({ description: 'as far as can be known from inside' }),
  subscriptions: z.array(subscriptionSchema).readonly(),
  instructions: z.array(z.string()).readonly(),
})
