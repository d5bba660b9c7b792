import { z } from 'zod'
import { cursor, instant, limitUpTo, uuid } from './query.ts'

const trigger = z.enum(['schedule', 'manual', 'operator', 'import', 'reread', 'webhook', 'gap'])
const state = z.enum(['queued', 'running', 'waiting', 'succeeded', 'partial', 'failed'])

const facts = {
  id: z.string(),
  trigger,
  state,
  new: z.int(),
  updated: z.int(),
  deleted: z.int(),
  unchanged: z.int(),
  errors: z.array(z.object({ code: z.string(), message: z.string() })).readonly(),
  requests: z.int(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  waitingUntil: z.string().nullable(),
}

const accountRun = z
  .object({
    ...facts,
    accountId: z.string(),
    userId: z.string(),
    progress: z
      .object({
        done: z.int(),
        total: z.int().nullable(),
        secondsLeft: z.number().nullable(),
        doing: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'AccountRun' })

export const runSchema = z
  .object({ ...facts, queuedAt: z.string(), accounts: z.array(accountRun).readonly() })
  .meta({ id: 'Run' })

export const runPageSchema = z.object({
  data: z.array(runSchema).readonly(),
  nextCursor: z.string().nullable(),
})

export const runQuery = z.strictObject({
  accountId: uuid.exactOptional(),
  state: state.exactOptional(),
  trigger: trigger.exactOptional(),
  from: instant.exactOptional().meta({ description: 'queued at or after' }),
  to: instant.exactOptional().meta({ description: 'queued before' }),
  limit: limitUpTo(200, 50),
  cursor,
})
