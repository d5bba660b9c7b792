import type { DeliveryOutcome } from '../../contract.ts'
import type { Database } from '../database.ts'

/** A URL for one sample delivery, where no subscription has one that can be tried. */
export interface TrialEndpoint {
  /** Given by the caller, who has to know it to seal the key. */
  readonly id: string
  readonly credential: string
  readonly calendlyUser: string
  readonly organization: string
  readonly callbackUrl: string
  /** Sealed. */
  readonly signingKey: string
}

/**
 * Opens a URL that takes deliveries for two minutes and belongs to no subscription: it is `removed` from the first, so that
 * whoever looks after subscriptions never sees it.
 */
export async function openTrialEndpoint(database: Database, endpoint: TrialEndpoint): Promise<void> {
  await database.query(
    'installation',
    `INSERT INTO calendly_sync.webhook_endpoints
       (id, credential, calendly_user, organization, scope, callback_url, signing_key, state, closes_at)
     VALUES ($1, $2, $3, $4, 'user', $5, $6, 'removed', now() + interval '2 min')`,
    [
      endpoint.id,
      endpoint.credential,
      endpoint.calendlyUser,
      endpoint.organization,
      endpoint.callbackUrl,
      endpoint.signingKey,
    ],
  )
}

export interface KeptSample {
  readonly id: string
  readonly isVerified: boolean
  readonly outcome: DeliveryOutcome
  readonly reason: string | null
}

/** The delivery of exactly these bytes. @param digest - SHA-256 of the body. */
export async function findSample(
  database: Database,
  endpointId: string,
  digest: Buffer,
): Promise<KeptSample | undefined> {
  const [row] = await database.query<KeptSample>(
    'installation',
    `SELECT id, is_verified AS "isVerified", outcome, reason FROM calendly_sync.webhook_deliveries
     WHERE endpoint_id = $1 AND digest = $2`,
    [endpointId, digest],
  )
  return row
}
