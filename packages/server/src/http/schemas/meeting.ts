import { z } from 'zod'
import { cursor, instant, limitUpTo, search, uuid, words } from './query.ts'

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
    hosts: z.array(z.object({ name: z.string().nullable(), email: z.string().nullable() })).readonly(),
    eventType: z.string().nullable().meta({ description: 'URI of its event type' }),
    seats: z.object({ taken: z.int(), limit: z.int().nullable() }).nullable(),
    isGroup: z.boolean().meta({ description: 'has more seats than one' }),
    movedFrom: z
      .array(z.object({ id: z.string(), startTime: z.string() }))
      .readonly()
      .meta({ description: 'where it stood before it was moved, oldest first' }),
    clientTimezone: z.string().nullable().meta({ description: 'IANA name; of the first client' }),
    hostTimezone: z.string().nullable().meta({ description: 'IANA name; of the account’s person' }),
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
    rescheduleUrl: z.string().nullable().meta({ description: 'whoever has it can move this seat' }),
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

const number = z.int()
const entry = { value: z.string(), count: number }

export const meetingFacetsSchema = z
  .object({
    tabs: z.object({ upcoming: number, past: number, cancelled: number, noShow: number, all: number }),
    hosts: z
      .array(z.object({ ...entry, name: z.string().nullable(), email: z.string().nullable() }))
      .readonly(),
    eventTypes: z.array(z.object({ ...entry, title: z.string() })).readonly(),
    locations: z.array(z.object(entry)).readonly(),
    accounts: z.array(z.object(entry)).readonly(),
  })
  .meta({ id: 'MeetingFacets', description: '`value` is what the filter of that name takes' })

/** What the list, its facets and the CSV export can be narrowed by. */
export const facetFilters = z.strictObject({
  view: z
    .enum(['upcoming', 'past', 'cancelled', 'no-show', 'all'])
    .exactOptional()
    .meta({ description: 'default: live meetings' }),
  includeDeleted: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .exactOptional(),
  chains: z.literal('collapsed').exactOptional().meta({
    description:
      'a meeting that was moved is one row, the last (`movedFrom` has the others); not in the view `no-show`',
  }),
  from: instant.exactOptional().meta({ description: 'starts at or after' }),
  to: instant.exactOptional().meta({ description: 'starts before' }),
  q: search,
  clientId: uuid.exactOptional(),
  accountId: uuid.exactOptional(),
  host: words.meta({ description: 'e-mail or Calendly user URI' }),
  eventType: words.meta({ description: 'URI of an event type, or the title of meetings' }),
  location: words.meta({
    description: 'Calendly’s type of the place, such as `zoom`; `none`: without a place',
  }),
  updatedSince: instant.exactOptional().meta({ description: 'our row changed at or after' }),
})

export const meetingFilters = facetFilters.extend({
  sort: z.enum(['startTime', '-startTime']).exactOptional().meta({ description: 'default startTime' }),
})

export const meetingQuery = meetingFilters.extend({ limit: limitUpTo(200, 50), cursor })
