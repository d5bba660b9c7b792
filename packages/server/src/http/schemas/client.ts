import { z } from 'zod'
import { meetingSchema } from './meeting.ts'
import { cursor, limitUpTo, search } from './query.ts'

const clientSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    timezone: z.string().nullable(),
    meetingCount: z.int(),
    canceledCount: z.int(),
    noShowCount: z.int(),
    firstMeetingAt: z.string().nullable(),
    lastMeetingAt: z.string().nullable(),
    nextMeetingAt: z.string().nullable(),
  })
  .meta({ id: 'Client' })

export const clientPageSchema = z.object({
  data: z.array(clientSchema).readonly(),
  nextCursor: z.string().nullable(),
})

export const clientDetailSchema = clientSchema
  .extend({ meetings: z.array(meetingSchema).readonly() })
  .meta({ id: 'ClientDetail' })

export const clientQuery = z.strictObject({ q: search, limit: limitUpTo(200, 50), cursor })
