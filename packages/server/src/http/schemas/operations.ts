import { z } from 'zod'
import { cursor, limitUpTo, search } from './query.ts'

const accountState = z.enum(['active', 'paused', 'reconnect', 'limited', 'failing'])
const moment = z.string().nullable()

/** Of a problem: `forbidden`, `token_refused`. */
export const problemCode = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9_]+$/)

export const operationsQuery = z.strictObject({
  q: search,
  code: problemCode.exactOptional(),
  state: accountState.exactOptional(),
  limit: limitUpTo(200, 50),
  cursor,
})

export const muteSchema = z
  .object({
    id: z.string(),
    code: z.string().nullable(),
    accountId: z.string().nullable(),
    until: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Mute' })

const account = z.object({
  id: z.string(),
  email: z.string().nullable(),
  state: accountState,
  problem: z.string().nullable().meta({ description: 'its code' }),
  completeAsOf: moment,
  lastSyncedAt: moment,
  nextSyncAt: moment,
  callsLeft: z.number().nullable().meta({ description: 'of its token, in this minute' }),
  webhookState: z.enum(['active', 'failing', 'disabled', 'impossible', 'off']),
})

export const operationsSchema = z
  .object({
    users: z
      .array(
        z.object({
          userId: z.string(),
          email: z.string().nullable(),
          worstCompleteAsOf: moment.meta({ description: 'null: never read completely, or all paused' }),
          accounts: z.array(account).readonly(),
        }),
      )
      .readonly(),
    nextCursor: z.string().nullable(),
    totals: z.object({ users: z.number(), accounts: z.record(accountState, z.number()) }),
    failures: z
      .array(
        z.object({
          code: z.string(),
          message: z.string().nullable(),
          count: z.number().meta({ description: 'runs of the last 24 h that ended with it' }),
          accounts: z.number().meta({ description: 'accounts that have it now' }),
          since: moment,
          trend: z
            .array(z.number())
            .readonly()
            .meta({ description: '24 hourly counts, the last one is now' }),
        }),
      )
      .readonly(),
    queue: z.object({ waiting: z.number(), running: z.number(), oldestSeconds: z.number().nullable() }),
    inbox: z.object({ waiting: z.number(), failed: z.number(), oldestSeconds: z.number().nullable() }),
    budgets: z
      .array(
        z.object({
          id: z.string(),
          kind: z.enum(['pat', 'oauth']),
          used: z.number().meta({ description: 'calls taken in this minute' }),
          limit: z.number(),
        }),
      )
      .readonly(),
    workers: z.array(z.object({ id: z.string(), startedAt: z.string(), lastSeenAt: z.string() })).readonly(),
    stuck: z
      .array(
        z.object({
          accountRunId: z.string(),
          accountId: z.string(),
          userId: z.string(),
          state: z.enum(['queued', 'running', 'waiting', 'succeeded', 'partial', 'failed']),
          why: z.enum(['lease', 'waiting']),
          since: z.string(),
        }),
      )
      .readonly(),
    isPaused: z.boolean(),
    pausedSince: moment,
    mutes: z.array(muteSchema).readonly(),
  })
  .meta({ id: 'Operations' })
