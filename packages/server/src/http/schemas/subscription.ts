import { z } from 'zod'
import { problemFields, silenceFields } from './status.ts'

export const subscriptionSchema = z
  .object({
    accountIds: z.array(z.string()).readonly(),
    callbackUrl: z.string().nullable(),
    scope: z.enum(['user', 'organization']).nullable(),
    state: z.enum(['active', 'failing', 'disabled', 'impossible', 'off']),
    lastDeliveryAt: z.string().nullable(),
    failingSince: z.string().nullable(),
    disabledAt: z.string().nullable(),
    checkedAt: z.string().nullable(),
    problem: z.object(problemFields).nullable(),
    ...silenceFields,
  })
  .meta({ id: 'Subscription' })

const answer = {
  success: z.boolean(),
  code: z.string().nullable().meta({ description: 'why not; null: it went well' }),
  message: z.string(),
  subscription: subscriptionSchema.nullable().meta({ description: 'as it stands now' }),
}

export const subscriptionAnswer = z.object(answer)

export const subscriptionTrial = z.object({
  ...answer,
  through: z.enum(['public', 'loopback']).nullable(),
  steps: z
    .array(
      z.object({
        step: z.enum(['received', 'verified', 'stored', 'applied']),
        state: z.enum(['ok', 'failed', 'skipped']),
        message: z.string(),
      }),
    )
    .readonly(),
  deliveryId: z.string().nullable(),
})
