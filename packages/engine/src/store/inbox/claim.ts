import type { Transaction } from '../database.ts'
import { bareEndpoint } from './keep.ts'

/** A delivery that this process has taken, for ten seconds. */
export interface ClaimedDelivery {
  readonly id: string
  /** How often it was taken, this time included. */
  readonly attempts: number
  readonly caveat: 'stale' | 'clock' | 'undecodable' | null
  readonly is_verified: boolean
  readonly encoding: string | null
  readonly body: Buffer
  /** The token behind the URL it came to; null for the bare URL. */
  readonly credential: string | null
  /** Of a subscription to one Calendly user's meetings: that user. */
  readonly calendly_user: string | null
}

/**
 * Takes up to `limit` deliveries that are due: half of them the newest, so that what happens now is seen at once also
 * behind a backlog, half the oldest, so that the backlog ends. What another process takes at this moment is skipped; a
 * process that dies with its batch leaves it to be due again.
 */
export async function claimDeliveries(tx: Transaction, limit: number): Promise<ClaimedDelivery[]> {
  return tx.query<ClaimedDelivery>(claim, [Math.ceil(limit / 2), takenForSeconds, bareEndpoint])
}

const takenForSeconds = 10

/**
 * $1 half of the batch, $2 seconds, $3 the bare URL. Leans on webhook_deliveries_due. A URL that is not there any more
 * belongs to no token, and must not pass for the bare one, which serves everybody.
 */
const claim = `
  WITH newest AS (
    SELECT id FROM calendly_sync.webhook_deliveries WHERE due_at <= now() ORDER BY due_at DESC, id DESC LIMIT $1
    FOR UPDATE SKIP LOCKED
  ),
  oldest AS (
    SELECT id FROM calendly_sync.webhook_deliveries WHERE due_at <= now() ORDER BY due_at, id LIMIT $1
    FOR UPDATE SKIP LOCKED
  ),
  taken AS (
    UPDATE calendly_sync.webhook_deliveries d SET due_at = now() + $2 * interval '1 s', attempts = attempts + 1
    FROM (SELECT id FROM newest UNION SELECT id FROM oldest) due WHERE d.id = due.id
    RETURNING d.id, d.endpoint_id, d.received_at, d.attempts, d.caveat, d.is_verified,
      d.headers ->> 'content-encoding' AS encoding, d.body
  )
  SELECT t.id, t.attempts, t.caveat, t.is_verified, t.encoding, t.body,
    CASE WHEN t.endpoint_id <> $3 THEN coalesce(e.credential, '') END AS credential,
    CASE WHEN e.scope = 'user' THEN e.calendly_user END AS calendly_user
  FROM taken t LEFT JOIN calendly_sync.webhook_endpoints e ON e.id = t.endpoint_id
  ORDER BY t.received_at, t.id`
