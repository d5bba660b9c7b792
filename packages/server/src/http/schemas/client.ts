import { z } from 'zod'
import { changeSchema, meetingSchema } from './meeting.ts'
import { cursor, limitUpTo, search, uuid } from './query.ts'

const from = z.enum(['calendly', 'you']).meta({ description: 'who said it; what the user has set wins' })

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
    noShowRate: z
      .number()
      .nullable()
      .meta({ description: 'of the meetings that have begun, 0 to 1; null before the first' }),
    isGuest: z.boolean().meta({ description: 'was never an invitee, only added to meetings of others' }),
    notes: z.string().nullable(),
    nameFrom: from,
    phoneFrom: from,
  })
  .meta({ id: 'Client' })

export const clientPageSchema = z.object({
  data: z.array(clientSchema).readonly(),
  nextCursor: z.string().nullable(),
})

const joined = z
  .array(
    z.object({
      clientId: z.string().meta({ description: 'the record of that address: what `unmerge` takes' }),
      email: z.string(),
      at: z.string().nullable(),
      how: z.enum(['same e-mail', 'merged by you']),
    }),
  )
  .readonly()
  .meta({ description: 'every address, the own first, and why it belongs to the client' })

export const clientDetailSchema = clientSchema
  .extend({ joined, meetings: z.array(meetingSchema).readonly() })
  .meta({ id: 'ClientDetail' })

export const clientExportSchema = z
  .object({
    exportedAt: z.string(),
    client: clientSchema.extend({ joined }),
    meetings: z.array(meetingSchema).readonly(),
    seats: z.array(z.record(z.string(), z.unknown())).readonly(),
    changes: z.array(changeSchema.pick({ seq: true, at: true, kind: true, meetingId: true })).readonly(),
  })
  .meta({ id: 'ClientExport' })

const order = ['email', 'name', 'nextMeeting', 'lastMeeting', 'noShowRate'] as const
const orders = [...order, ...order.map((name) => `-${name}` as const)] as const

export const clientQuery = z.strictObject({
  q: search,
  guests: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .exactOptional()
    .meta({ description: 'true: only those who were never an invitee' }),
  sort: z.enum(orders).exactOptional().meta({
    description: 'default email; with a minus from the other end. Who has no such value comes last',
  }),
  limit: limitUpTo(200, 50),
  cursor,
})

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Postgres text cannot hold NUL
    .regex(/^[^\u0000]*$/, 'must not hold a NUL character')
    .nullable()
    .optional()

export const clientBody = z
  .strictObject({ name: text(200), phone: text(50), notes: text(10_000) })
  .refine((change) => Object.keys(change).length > 0, 'name at least one of name, phone and notes')

/** Another record of the caller's. */
export const otherClient = z.strictObject({ clientId: uuid })

const decision = z.enum(['open', 'accepted', 'rejected'])

export const suggestionSchema = z
  .object({
    id: z.string(),
    decision,
    decidedAt: z.string().nullable(),
    reasons: z
      .array(z.object({ code: z.enum(['same_name', 'same_phone', 'same_address']), message: z.string() }))
      .readonly(),
    clients: z
      .array(clientSchema.pick({ id: true, name: true, email: true, phone: true }))
      .readonly()
      .meta({ description: 'the one that stays when they become one, then the other' }),
  })
  .meta({ id: 'ClientSuggestion' })

export const suggestionPageSchema = z.object({
  data: z.array(suggestionSchema).readonly(),
  nextCursor: z.string().nullable(),
})

export const suggestionQuery = z.strictObject({
  decision: decision.exactOptional().meta({ description: 'default open' }),
  limit: limitUpTo(200, 50),
  cursor,
})

export const decisionBody = z.strictObject({ decision })
