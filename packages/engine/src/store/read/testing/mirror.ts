import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '../../../../../../tests/support/database.ts'
import { invitee } from '../../../resources/invitee.ts'
import { scheduledEvent } from '../../../resources/scheduled-event.ts'
import { type Database, openDatabase } from '../../database.ts'
import { readMark } from '../../mark.ts'
import { merge } from '../../merge/merge.ts'

/** A mirror of its own for a test file, filled through the real merge. */
export interface Mirror {
  readonly database: Database
  readonly connectionString: string
  /** A new user with a Calendly account. */
  addUser(): Promise<Person>
  close(): Promise<void>
}

export interface Person {
  readonly userId: string
  readonly accountId: string
  /** URI of the Calendly user. */
  readonly calendlyUser: string
  /** Reads a meeting with its seats as Calendly would tell them now. */
  see(meeting: TestMeeting): Promise<void>
}

export interface TestMeeting {
  readonly uuid: string
  readonly title?: string
  readonly start: string
  readonly minutes?: number
  readonly status?: 'active' | 'canceled'
  readonly place?: string
  /** Calendly's type of a place without words. */
  readonly placeType?: string
  /** Last segment of its event type's URI. */
  readonly eventType?: string
  /** Further hosts. */
  readonly hosts?: readonly TestHost[]
  readonly createdAt?: string
  readonly updatedAt?: string
  readonly seatsAtMost?: number
  readonly seats?: readonly TestSeat[]
  readonly guests?: readonly string[]
}

export interface TestHost {
  readonly name: string
  readonly email: string
}

export interface TestSeat {
  readonly name: string
  readonly email: string
  readonly status?: 'active' | 'canceled'
  readonly noShow?: boolean
  readonly answers?: readonly (readonly [string, string])[]
  /** Uuids of the meetings that it was moved from and to. */
  readonly movedFrom?: string
  readonly movedTo?: string
}

const api = 'https://api.calendly.com'

export async function openMirror(): Promise<Mirror> {
  const testDatabase = await createTestDatabase({ migrated: true })
  const database = openDatabase(testDatabase)
  return {
    database,
    connectionString: testDatabase.connectionString,
    addUser: () => addUser(database),
    close: async () => {
      await database.close()
      await testDatabase.drop()
    },
  }
}

async function addUser(database: Database): Promise<Person> {
  const userId = randomUUID()
  const calendlyUser = `${api}/users/${userId}`
  const accountId = await database.transaction('installation', async (tx) => {
    await tx.query('INSERT INTO calendly_sync.users (id) VALUES ($1)', [userId])
    const [account] = await tx.query<{ id: string }>(
      `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential) VALUES ($1, $2, 'test') RETURNING id`,
      [userId, calendlyUser],
    )
    return account?.id ?? ''
  })
  return {
    userId,
    accountId,
    calendlyUser,
    see: async (meeting) => {
      await merge(database, {
        source: 'read',
        mark: await readMark(database),
        isListed: true,
        accountId,
        users: new Map([[calendlyUser, userId]]),
        events: [scheduledEvent.fact(eventBody(meeting, calendlyUser), 0)].filter(
          (fact) => fact !== undefined,
        ),
        invitees: (meeting.seats ?? [])
          .map((seat, index) => invitee.fact(seatBody(meeting, seat, index), 0))
          .filter((fact) => fact !== undefined),
        completeFor: [meeting.uuid],
        cause: 'tick',
      })
    },
  }
}

function eventBody(meeting: TestMeeting, calendlyUser: string) {
  const endMs = Date.parse(meeting.start) + (meeting.minutes ?? 30) * 60_000
  const seats = meeting.seats ?? []
  const createdAt = meeting.createdAt ?? '2026-01-01T00:00:00.000000Z'
  return {
    uri: `${api}/scheduled_events/${meeting.uuid}`,
    name: meeting.title ?? 'Review',
    status: meeting.status ?? 'active',
    start_time: meeting.start,
    end_time: new Date(endMs).toISOString(),
    location: placeOf(meeting),
    event_type: meeting.eventType ? `${api}/event_types/${meeting.eventType}` : null,
    invitees_counter: {
      total: seats.length,
      active: seats.filter((seat) => seat.status !== 'canceled').length,
      limit: meeting.seatsAtMost ?? 1,
    },
    created_at: createdAt,
    updated_at: meeting.updatedAt ?? createdAt,
    event_memberships: [
      { user: calendlyUser, user_name: 'Ada Adviser', user_email: 'ada@adviser.example' },
      ...(meeting.hosts ?? []).map(({ name, email }) => ({
        user: `${api}/users/${name}`,
        user_name: name,
        user_email: email,
      })),
    ],
    event_guests: (meeting.guests ?? []).map((email) => ({
      email,
      created_at: createdAt,
      updated_at: createdAt,
    })),
    ...(meeting.status === 'canceled'
      ? { cancellation: { canceled_by: 'Ada Adviser', reason: 'ill', canceler_type: 'host' } }
      : {}),
  }
}

function placeOf({ place, placeType }: TestMeeting): object | null {
  if (placeType) return { type: placeType }
  return place ? { type: 'physical', location: place } : null
}

function seatBody(meeting: TestMeeting, seat: TestSeat, index: number) {
  const uri = (event: string) => `${api}/scheduled_events/${event}/invitees/${event}-${index}`
  return {
    uri: uri(meeting.uuid),
    event: `${api}/scheduled_events/${meeting.uuid}`,
    name: seat.name,
    email: seat.email,
    timezone: 'Europe/Berlin',
    status: seat.status ?? meeting.status ?? 'active',
    questions_and_answers: (seat.answers ?? []).map(([question, answer], position) => ({
      question,
      answer,
      position,
    })),
    no_show: seat.noShow ? { uri: `${api}/invitee_no_shows/1`, created_at: meeting.start } : null,
    rescheduled: seat.movedTo !== undefined,
    old_invitee: seat.movedFrom === undefined ? null : uri(seat.movedFrom),
    new_invitee: seat.movedTo === undefined ? null : uri(seat.movedTo),
    created_at: meeting.createdAt ?? '2026-01-01T00:00:00.000000Z',
    updated_at: meeting.updatedAt ?? '2026-01-01T00:00:00.000000Z',
  }
}
