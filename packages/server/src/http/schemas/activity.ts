import { z } from 'zod'
import { cursor, instant, limitUpTo, search, uuid } from './query.ts'

const kind = z.enum(['run', 'delivery', 'setting', 'connection', 'sign-in', 'export', 'alert'])
const outcome = z.enum(['good', 'changed', 'late', 'bad', 'plain'])

const entry = z
  .object({
    id: z.string(),
    at: z.string(),
    kind,
    title: z.string(),
    outcome,
    state: z.string().nullable().meta({ description: 'of a run or delivery: its own word' }),
    accountId: z.string().nullable(),
    runId: z.string().nullable(),
    deliveryId: z.string().nullable(),
    count: z
      .int()
      .meta({ description: 'how many alike that followed each other; the ids are the newest one’s' }),
    since: z.string().meta({ description: 'the oldest of them' }),
    facts: z.record(z.string(), z.unknown()).readonly(),
  })
  .meta({ id: 'ActivityEntry' })

export const activityPageSchema = z.object({
  data: z.array(entry).readonly(),
  nextCursor: z.string().nullable(),
})

export const activityQuery = z.strictObject({
  kind: kind.exactOptional(),
  outcome: outcome.exactOptional(),
  state: z
    .string()
    .max(32)
    .regex(/^[a-z]*$/)
    .exactOptional()
    .meta({ description: 'state of a run, or outcome of a delivery' }),
  accountId: uuid.exactOptional(),
  from: instant.exactOptional().meta({ description: 'at or after' }),
  to: instant.exactOptional().meta({ description: 'before' }),
  q: search,
  fold: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .exactOptional()
    .meta({ description: 'false: each by itself' }),
  limit: limitUpTo(200, 50),
  cursor,
})
