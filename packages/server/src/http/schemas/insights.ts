import { z } from 'zod'
import { instant } from './query.ts'

export const insightsQuery = z.strictObject({
  from: instant.exactOptional().meta({ description: 'default a day before `to`; at most 31 days before it' }),
  to: instant.exactOptional().meta({ description: 'default now' }),
})

const seconds = z.number().nullable()
const calls = { callsLeft: z.int(), callsLimit: z.int() }

export const insightsSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    cellSeconds: z.int(),
    intervalMinutes: z.number().meta({ description: 'between checks: what freshness is held against' }),
    passes: z
      .array(
        z.object({
          from: z.string(),
          to: z.string(),
          state: z
            .enum(['none', 'succeeded', 'running', 'waiting', 'partial', 'failed'])
            .meta({ description: 'the worst of what began in it' }),
          runId: z.string().nullable(),
          new: z.int(),
          updated: z.int(),
          deleted: z.int(),
          requests: z.int(),
          durationMs: z.number().nullable(),
        }),
      )
      .readonly(),
    lag: z
      .array(z.object({ at: z.string(), seconds: z.number() }))
      .readonly()
      .meta({
        description: 'age of the oldest completeAsOf of the active accounts, the highest in each cell',
      }),
    webhookDelay: z.object({
      buckets: z
        .array(z.object({ belowSeconds: z.number().nullable(), count: z.int() }))
        .readonly()
        .meta({ description: 'belowSeconds null: all that took longer' }),
      count: z.int(),
      p50Seconds: seconds,
      p95Seconds: seconds,
      maxSeconds: seconds,
    }),
    calls: z.array(z.object({ at: z.string(), used: z.int(), limit: z.int() })).readonly(),
    callsLeft: z.array(z.object({ accountId: z.string(), ...calls })).readonly(),
    changesPerPass: z
      .array(
        z.object({
          at: z.string(),
          created: z.int(),
          updated: z.int(),
          cancelled: z.int(),
          gone: z.int(),
          restored: z.int(),
        }),
      )
      .readonly(),
    meetingsPerWeek: z
      .array(
        z.object({
          week: z.string().meta({ description: 'its Monday in UTC' }),
          held: z.int(),
          cancelled: z.int(),
          noShow: z.int(),
          upcoming: z.int(),
        }),
      )
      .readonly(),
    backfill: z
      .array(
        z.object({
          accountId: z.string(),
          done: z.int(),
          total: z.int().nullable(),
          percent: z.int().nullable(),
          secondsLeft: z.number().nullable(),
          doing: z.string(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Insights' })
