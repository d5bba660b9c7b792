import { z } from 'zod'

export const problemFields = { code: z.string(), message: z.string(), nextStep: z.string() }

export const silenceFields = {
  silentForSeconds: z.number().nullable().meta({ description: 'since the last delivery' }),
  usualSilenceSeconds: z
    .number()
    .nullable()
    .meta({ description: 'the longest among the last 200 deliveries; null: too few to tell' }),
  secondsUntilDisabled: z.number().nullable().meta({
    description: 'Calendly disables a subscription after 24 h of failures; null: it is not failing',
  }),
  endpoint: z.string().nullable().meta({ description: 'path of its URL, for whose token it is' }),
}

const problem = z
  .object({ ...problemFields, since: z.string() })
  .meta({ id: 'Trouble', description: 'why something is not as it should be, and what to do about it' })

const coverage = z
  .array(z.object({ from: z.string(), to: z.string(), completeAsOf: z.string().nullable() }))
  .readonly()

export const accountSchema = z
  .object({
    id: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    role: z.string().nullable(),
    plan: z.string().nullable(),
    connectedBy: z.enum(['installation', 'token', 'oauth']),
    missing: z.array(z.object(problemFields)).readonly(),
    state: z.enum(['active', 'paused', 'reconnect', 'limited', 'failing']),
    lastSyncedAt: z.string().nullable(),
    completeAsOf: z.string().nullable(),
    coverage,
    nextSyncAt: z.string().nullable(),
    syncIntervalMinutes: z.number(),
    lastChangeAt: z.string().nullable().meta({ description: 'when a meeting of it last differed' }),
    callsLeft: z.int().nullable().meta({ description: 'calls to Calendly that may begin within a minute' }),
    callsLimit: z.int().nullable(),
    webhook: z.object({
      state: z.enum(['active', 'failing', 'disabled', 'impossible', 'off']),
      lastDeliveryAt: z.string().nullable(),
      failingSince: z.string().nullable(),
      disabledAt: z.string().nullable(),
      problem: z.object(problemFields).nullable(),
      ...silenceFields,
    }),
    problem: problem.nullable(),
  })
  .meta({ id: 'Account' })

export const statusSchema = z
  .object({
    connected: z.boolean(),
    completeAsOf: z.string().nullable(),
    coverage,
    accounts: z.array(accountSchema).readonly(),
    problem: problem.nullable(),
    connectBy: z
      .array(z.enum(['token', 'oauth']))
      .readonly()
      .meta({ description: 'how the caller can connect further accounts' }),
    operator: z.boolean().meta({ description: 'the caller may see the operations of the installation' }),
    userId: z.string().meta({ description: 'the caller' }),
    demo: z.boolean().meta({ description: 'the simulator plays Calendly: nothing here is real' }),
  })
  .meta({ id: 'Status' })
