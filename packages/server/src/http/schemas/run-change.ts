import { z } from 'zod'
import { meetingSchema } from './meeting.ts'

export const runChangePageSchema = z.object({
  data: z
    .array(
      z
        .object({
          change: z.enum(['new', 'updated', 'deleted']),
          startTimeBefore: z
            .string()
            .nullable()
            .meta({ description: 'when Calendly gave the same meeting another time' }),
          meeting: meetingSchema,
        })
        .meta({ id: 'RunChange' }),
    )
    .readonly(),
  nextCursor: z.string().nullable(),
})
