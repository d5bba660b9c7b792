import { z } from 'zod'

const noId = z.null()

/** An event of the stream: its `id`, `event` and `data` lines, the last parsed. */
export const eventSchema = z
  .discriminatedUnion('event', [
    z.object({
      id: z.string(),
      event: z.literal('meeting.changed'),
      data: z.union([
        z.object({ meetingId: z.string(), kind: z.string(), seq: z.int() }),
        z.object({ meetingId: z.null().meta({ description: 'too much changed: read everything again' }) }),
      ]),
    }),
    z.object({ id: noId, event: z.literal('run.changed'), data: z.object({ runId: z.string() }) }),
    z.object({ id: noId, event: z.literal('account.changed'), data: z.object({ accountId: z.string() }) }),
    z.object({
      id: noId,
      event: z.literal('delivery.changed'),
      data: z.object({ deliveryId: z.string().optional() }),
    }),
    z.object({ id: noId, event: z.literal('alert.changed'), data: z.object({ alertId: z.string() }) }),
  ])
  .meta({ id: 'LiveEvent', description: 'one server-sent event; `id` null: it has no `id` line' })
