import { z } from 'zod'
import { cursor, instant, limitUpTo, search, uuid } from './query.ts'

const attendee = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  status: z.string(),
  noShow: z.boolean(),
  isGuest: z.boolean(),
  clientId: z.string().nullable(),
})

const json = z.record(z.string(), z.unknown())

export const meetingSchema = z
  .object({
    id: z.string(),
    userId: z.string(),
    calendlyAccountId: z.string(),
    accountIds: z.array(z.string()).readonly().meta({ description: 'accounts of the caller that show it' }),
    meetingSource: z.literal('calendly'),
    calendlyEventUuid: z.string(),
    title: z.string(),
    startTime: z.string(),
    endTime: z.string(),
    status: z.string(),
    isDeleted: z.boolean(),
    deletedAt: z.string().nullable(),
    deletedReason: z.enum(['canceled', 'reassigned', 'gone']).nullable(),
    syncStatus: z.enum(['synced', 'deleted']),
    location: json.readonly().nullable(),
    locationText: z.string().nullable(),
    joinUrl: z.string().nullable(),
    attendees: z.array(attendee.readonly()).readonly().nullable(),
    cancelReason: z.string().nullable(),
    canceledBy: z.string().nullable(),
    rescheduledFrom: z.string().nullable(),
    rescheduledTo: z.string().nullable(),
    calendlyCreatedAt: z.string().nullable(),
    calendlyUpdatedAt: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Meeting' })

export const meetingPageSchema = z.object({
  data: z.array(meetingSchema).readonly(),
  nextCursor: z.string().nullable(),
})

export const changeSchema = z
  .object({
    seq: z.int(),
    at: z.string(),
    kind: z.string(),
    meetingId: z.string(),
    before: json.readonly().nullable(),
    after: json.readonly(),
  })
  .meta({ id: 'Change' })

const invitee = z
  .object({
    id: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    status: z.string(),
    timezone: z.string().nullable(),
    noShow: z.boolean(),
    answers: z.array(z.object({ question: z.string().nullable(), answer: z.string().nullable() })).readonly(),
    tracking: json.readonly().nullable(),
    payment: json.readonly().nullable(),
    rescheduledFrom: z.string().nullable(),
    rescheduledTo: z.string().nullable(),
    cancelReason: z.string().nullable(),
    canceledBy: z.string().nullable(),
  })
  .meta({ id: 'Invitee' })

const writing = {
  path: z
    .enum(['poll', 'sweep', 'webhook', 'reread'])
    .meta({ description: 'sweep: one list for several accounts; reread: the meeting read by itself' }),
  runId: z.string().nullable(),
  deliveryId: z.string().nullable(),
}

export const meetingDetailSchema = meetingSchema
  .extend({
    hosts: z.array(z.object({ name: z.string().nullable(), email: z.string().nullable() })).readonly(),
    notes: z.string().nullable(),
    invitees: z.array(invitee).readonly(),
    chain: z.array(meetingSchema.pick({ id: true, startTime: true, status: true })).readonly(),
    history: z.array(changeSchema.extend({ cause: z.string(), ...writing })).readonly(),
    explanation: z.object({
      writtenBy: z
        .object({ at: z.string(), ...writing })
        .nullable()
        .meta({ description: 'the last change' }),
      ignored: z
        .array(
          z.object({
            at: z.string(),
            path: writing.path,
            reason: z.string(),
            message: z.string().nullable(),
            deliveryId: z.string(),
          }),
        )
        .readonly()
        .meta({ description: 'what was told of it and changed nothing' }),
    }),
  })
  .meta({ id: 'MeetingDetail' })

/** What both the list and the CSV export can be narrowed by. */
export const meetingFilters = z.strictObject({
  view: z
    .enum(['upcoming', 'past', 'cancelled', 'no-show', 'all'])
    .exactOptional()
    .meta({ description: 'default: live meetings' }),
  includeDeleted: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .exactOptional(),
  from: instant.exactOptional().meta({ description: 'starts at or after' }),
  to: instant.exactOptional().meta({ description: 'starts before' }),
  q: search,
  clientId: uuid.exactOptional(),
  accountId: uuid.exactOptional(),
  updatedSince: instant.exactOptional().meta({ description: 'our row changed at or after' }),
  sort: z.enum(['startTime', '-startTime']).exactOptional().meta({ description: 'default startTime' }),
})

export const meetingQuery = meetingFilters.extend({ limit: limitUpTo(200, 50), cursor })
