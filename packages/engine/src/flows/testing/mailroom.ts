import { createHash } from 'node:crypto'
import { systemClock } from '../../clock.ts'
import { type Log, silentLog } from '../../log.ts'
import { claimDeliveries } from '../../store/inbox/claim.ts'
import { bareEndpoint, type Delivery, type Kept, openInbox } from '../../store/inbox/keep.ts'
import { settleDeliveries } from '../../store/inbox/settle.ts'
import { type Adviser, openScene, type Scene } from '../../store/merge/testing/scene.ts'
import { createSessions } from '../../store/sessions.ts'
import { applyDeliveries } from '../apply-deliveries.ts'

/** A scene to which Calendly delivers, through the real inbox. */
export interface Mailroom extends Scene {
  /** Keeps a delivery: an object is written as JSON, bytes are taken as they are. */
  post(body: object | Buffer, over?: Partial<Delivery>): Promise<Kept>
  /** What the worker does with one batch. @returns how many were in it. */
  drain(limit?: number): Promise<number>
  /** Posts, drains, and tells what became of it. */
  deliver(body: object | Buffer, over?: Partial<Delivery>): Promise<Fate>
  fate(id: string): Promise<Fate>
  /** A URL of a subscription of this account's token. */
  endpoint(of: Adviser, credential: string, scope: 'user' | 'organization'): Promise<string>
  /** Events that an account was asked to read without being stored. */
  toRead(of: Adviser): Promise<string[]>
}

/** What became of a delivery. */
export interface Fate {
  readonly outcome: string
  readonly reason: string | null
  readonly kind: string | null
  readonly event_uuid: string | null
  readonly user_ids: readonly string[] | null
  readonly attempts: number
  readonly seen: number
  /** Seconds until it is due; null once it is settled. */
  readonly due_in: number | null
}

/** The body of a webhook as Calendly writes it. */
export function webhook(
  kind: string,
  seat: object,
  event: object | undefined,
  sentAt = '2026-06-01T08:00:00Z',
) {
  return {
    event: kind,
    created_at: sentAt,
    created_by: 'https://api.calendly.com/users/SENDER',
    payload: { ...seat, ...(event && { scheduled_event: event }) },
  }
}

export async function openMailroom(log: Log = silentLog): Promise<Mailroom> {
  const scene = await openScene()
  const { database, rows } = scene
  const inbox = openInbox({
    connectionString: scene.connectionString,
    sessions: createSessions(scene.connectionString),
    onError: () => {},
  })
  const post: Mailroom['post'] = (told, over) => {
    const body = Buffer.isBuffer(told) ? told : Buffer.from(JSON.stringify(told))
    return inbox.keep({
      endpointId: bareEndpoint,
      digest: createHash('sha256').update(body).digest(),
      signedAtMs: null,
      isVerified: true,
      caveat: null,
      headers: {},
      body,
      ...over,
    })
  }
  const drain: Mailroom['drain'] = async (limit = 50) => {
    const claimed = await database.transaction('installation', (tx) => claimDeliveries(tx, limit))
    const settled = await applyDeliveries({ database, clock: systemClock, log }, claimed)
    await database.transaction('installation', (tx) => settleDeliveries(tx, settled))
    return claimed.length
  }
  const fate: Mailroom['fate'] = async (id) => {
    const [row] = await rows<Fate>(
      `SELECT outcome, reason, kind, event_uuid, user_ids, attempts, seen,
         extract(epoch FROM due_at - now())::float8 AS due_in
       FROM calendly_sync.webhook_deliveries WHERE id = $1`,
      [id],
    )
    if (!row) throw new Error(`no delivery ${id}`)
    return row
  }
  return {
    ...scene,
    post,
    drain,
    fate,
    async deliver(body, over) {
      const { id } = await post(body, over)
      await drain()
      return fate(id)
    },
    async endpoint(of, credential, scope) {
      const [row] = await rows<{ id: string }>(
        `INSERT INTO calendly_sync.webhook_endpoints
           (credential, calendly_user, organization, scope, callback_url, signing_key, state)
         VALUES ($1, $2, 'https://api.calendly.com/organizations/O', $3, 'https://ours.example', 'sealed', 'retiring')
         RETURNING id`,
        [credential, of.calendlyUser, scope],
      )
      return row?.id ?? ''
    },
    async toRead(of) {
      const asked = await rows<{ uuid: string }>(
        'SELECT uuid FROM calendly_sync.events_to_read WHERE account_id = $1 ORDER BY uuid',
        [of.accountId],
      )
      return asked.map((row) => row.uuid)
    },
    async close() {
      await inbox.close()
      await scene.close()
    },
  }
}
