import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '../../../../../../tests/support/database.ts'
import { invitee } from '../../../resources/invitee.ts'
import { scheduledEvent } from '../../../resources/scheduled-event.ts'
import { type Database, openDatabase } from '../../database.ts'
import { readMark } from '../../mark.ts'
import { type Merged, merge } from '../merge.ts'
import type { Observation } from '../observation.ts'

/** A database of its own, and what people see in it; all of it is told through the real merge. */
export interface Scene {
  readonly database: Database
  /** A second pool on the same database: another process. */
  readonly elsewhere: Database
  readonly connectionString: string
  /** A new user of ours with a Calendly account of his own, read with the token `credential`. */
  adviser(organization?: string, credential?: string): Promise<Adviser>
  /** The logical clock before a question is sent. */
  mark(): Promise<bigint>
  /** We asked Calendly and it answered. The mark is that of this moment unless one is given. */
  read(who: Adviser | readonly Adviser[], told: Told): Promise<Merged>
  /** Calendly told us. */
  webhook(who: Adviser | readonly Adviser[], told: Told): Promise<Merged>
  /** The visible row, or undefined. */
  meeting(who: Adviser, uuid: string): Promise<MeetingRow | undefined>
  clients(who: Adviser): Promise<ClientRow[]>
  /** Uuids of the meetings that ask to be read at once. */
  asking(who: Adviser): Promise<string[]>
  /** Until so many sessions of this database wait for a lock. */
  waiting(sessions: number): Promise<void>
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export interface Adviser {
  readonly userId: string
  readonly accountId: string
  readonly calendlyUser: string
  readonly email: string
}

export interface Told {
  readonly events?: readonly object[]
  readonly seats?: readonly object[]
  /** Uuids whose invitee list was read to its end. */
  readonly complete?: readonly string[]
  readonly mark?: bigint
  readonly nowMs?: number
  readonly database?: Database
  readonly besides?: Partial<Observation>
}

export interface MeetingRow {
  readonly id: string
  readonly status: string
  readonly is_deleted: boolean
  readonly deleted_reason: string | null
  readonly start_time: string
  readonly location_text: string | null
  readonly join_url: string | null
  readonly attendees: readonly Attendee[] | null
  readonly cancel_reason: string | null
  readonly canceled_by: string | null
  readonly rescheduled_from: string | null
  readonly rescheduled_to: string | null
}

export interface Attendee {
  readonly email: string
  readonly status: string
  readonly noShow: boolean
  readonly isGuest: boolean
  readonly clientId: string | null
}

export interface ClientRow {
  readonly id: string
  readonly email: string
  readonly name: string | null
  readonly phone: string | null
  readonly timezone: string | null
  readonly first_meeting_at: string | null
  readonly last_meeting_at: string | null
}

const api = 'https://api.calendly.com'
const november2026 = Date.UTC(2026, 10, 22)

/** Calendly's stamps: so many microseconds into a day in May. */
export const at = (microseconds: number) => `2026-05-04T10:00:00.${String(microseconds).padStart(6, '0')}Z`

/** An event as Calendly's API tells it; `over` replaces members. */
export function event(uuid: string, host: Adviser | readonly Adviser[], over: object = {}): object {
  return {
    uri: `${api}/scheduled_events/${uuid}`,
    name: 'Review',
    status: 'active',
    start_time: '2099-03-02T09:00:00.000000Z',
    end_time: '2099-03-02T09:30:00.000000Z',
    location: { type: 'physical', location: 'Room 1' },
    invitees_counter: { total: 1, active: 1, limit: 1 },
    event_memberships: [host].flat().map((one) => ({ user: one.calendlyUser, user_email: one.email })),
    event_guests: [],
    created_at: at(0),
    updated_at: at(0),
    ...over,
  }
}

/** An invitee as Calendly's API tells it; its e-mail is its id at example.com. */
export function seat(uuid: string, ofEvent: string, over: object = {}): object {
  return {
    uri: seatUri(uuid, ofEvent),
    event: `${api}/scheduled_events/${ofEvent}`,
    email: `${uuid}@example.com`,
    name: 'Ann Client',
    timezone: 'Europe/Berlin',
    status: 'active',
    created_at: at(0),
    updated_at: at(0),
    ...over,
  }
}

export function seatUri(uuid: string, ofEvent: string): string {
  return `${api}/scheduled_events/${ofEvent}/invitees/${uuid}`
}

export async function openScene(): Promise<Scene> {
  const testDatabase = await createTestDatabase({ migrated: true })
  const [database, elsewhere] = [0, 1].map(() => openDatabase(testDatabase))
  if (!database || !elsewhere) throw new Error('two pools were opened')
  const rows: Scene['rows'] = (text, values) =>
    database.transaction('installation', (tx) => tx.query(text, values))
  const tell = async (source: Observation['source'], who: Adviser | readonly Adviser[], told: Told) => {
    const covered = [who].flat()
    return merge(told.database ?? database, {
      source,
      mark: told.mark ?? (source === 'read' ? await readMark(database) : 0n),
      accountId: covered[0]?.accountId ?? '',
      users: new Map(covered.map((one) => [one.calendlyUser, one.userId])),
      events: (told.events ?? []).flatMap(
        (body) => scheduledEvent.fact(body, told.nowMs ?? november2026) ?? [],
      ),
      invitees: (told.seats ?? []).flatMap((body) => invitee.fact(body, 0) ?? []),
      completeFor: told.complete ?? [],
      cause: source === 'read' ? 'tick' : 'webhook',
      ...told.besides,
    })
  }
  return {
    database,
    elsewhere,
    rows,
    connectionString: testDatabase.connectionString,
    adviser: (organization, credential) => addAdviser(rows, organization, credential),
    mark: () => readMark(database),
    read: (who, told) => tell('read', who, told),
    webhook: (who, told) => tell('webhook', who, told),
    async meeting(who, uuid) {
      const found = await rows<MeetingRow>(
        'SELECT * FROM meetings WHERE user_id = $1 AND calendly_event_uuid = $2',
        [who.userId, uuid],
      )
      return found[0]
    },
    clients: (who) =>
      rows<ClientRow>('SELECT * FROM clients WHERE user_id = $1 ORDER BY email', [who.userId]),
    async asking(who) {
      const due = await rows<{ uuid: string }>(
        `SELECT uuid FROM calendly_sync.scheduled_events WHERE user_id = $1 AND reread_at <= now() ORDER BY uuid`,
        [who.userId],
      )
      return due.map((row) => row.uuid)
    },
    async waiting(sessions) {
      for (let found = -1; found < sessions; ) {
        const waiters = await rows(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
        found = waiters.length
      }
    },
    async close() {
      await Promise.all([database.close(), elsewhere.close()])
      await testDatabase.drop()
    },
  }
}

async function addAdviser(
  rows: Scene['rows'],
  organization = randomUUID() as string,
  credential = 'test',
): Promise<Adviser> {
  const userId = randomUUID()
  const calendlyUser = `${api}/users/${userId}`
  const [account] = await rows<{ id: string }>(
    `INSERT INTO calendly_sync.accounts (user_id, calendly_user, credential, organization)
     VALUES ($1, $2, $3, $4) RETURNING id`,
    [userId, calendlyUser, credential, `${api}/organizations/${organization}`],
  )
  return { userId, calendlyUser, accountId: account?.id ?? '', email: `${userId}@adviser.example` }
}
