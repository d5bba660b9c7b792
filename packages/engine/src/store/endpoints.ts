import type { Problem } from '../contract.ts'
import type { Database, Transaction } from './database.ts'

/**
 * A URL of ours that a subscription delivers to:
 *
 *     making ──▶ active ──▶ retiring ──▶ removed
 *
 * `making`: written down before Calendly is asked, so that a lost answer leaves a question and no riddle. `retiring`:
 * another one has taken over, and its subscription is still to be removed.
 */
export interface Endpoint {
  readonly id: string
  readonly callback_url: string
  readonly scope: SubscriptionScope
  readonly state: 'making' | 'active' | 'retiring' | 'removed'
  /** URI of the subscription at Calendly; null: not known to exist. */
  readonly subscription: string | null
  /** Sealed. */
  readonly signing_key: string
  /** False: it belongs to another token of this installation. */
  readonly is_own: boolean
}

export type SubscriptionScope = 'user' | 'organization'

/** How the subscription of a token is doing. */
export interface WebhookHealth {
  readonly state: 'active' | 'failing' | 'disabled' | 'impossible' | 'off'
  readonly problem: Omit<Problem, 'since'> | null
  readonly failing_since: string | null
  readonly disabled_at: string | null
}

const columns = 'id, callback_url, scope, state, subscription, signing_key, credential = $1 AS is_own'

/** What an endpoint's key is sealed for. */
export function sealedFor(endpointId: string): string {
  return `webhook_endpoints ${endpointId} signing_key`
}

/**
 * Every endpoint of a token that Calendly may still know of, and whatever endpoints of ours have one of these URLs: an
 * organization's list shows the subscriptions of its other members too.
 */
export async function listEndpoints(
  database: Database,
  credential: string,
  callbackUrls: readonly string[] = [],
): Promise<Endpoint[]> {
  return database.query<Endpoint>(
    'installation',
    `SELECT ${columns} FROM calendly_sync.webhook_endpoints
       WHERE (credential = $1 AND state <> 'removed') OR callback_url = ANY($2::text[]) ORDER BY created_at`,
    [credential, callbackUrls],
  )
}

export interface OpenEndpoint {
  readonly id: string
  readonly credential: string
  /** Sealed. */
  readonly signing_key: string
  readonly closes_at: string | null
}

/** Endpoints that take deliveries, also those whose subscription was removed a moment ago. */
export async function openEndpoints(database: Database): Promise<OpenEndpoint[]> {
  return database.query<OpenEndpoint>(
    'installation',
    `SELECT id, credential, signing_key, closes_at FROM calendly_sync.webhook_endpoints
       WHERE closes_at IS NULL OR closes_at > now()`,
  )
}

/**
 * Writes down that a subscription is about to be made. Two processes that do it at once get the same one.
 *
 * @param endpoint.id - given by the caller, who has to know it to name the URL and seal the key.
 */
export async function intendEndpoint(
  database: Database,
  endpoint: {
    readonly id: string
    readonly credential: string
    readonly calendlyUser: string
    readonly organization: string
    readonly scope: SubscriptionScope
    readonly callbackUrl: string
    readonly signingKey: string
  },
): Promise<Endpoint> {
  const values = [
    endpoint.credential,
    endpoint.id,
    endpoint.calendlyUser,
    endpoint.organization,
    endpoint.scope,
    endpoint.callbackUrl,
    endpoint.signingKey,
  ]
  const [row] = await database.transaction('installation', async (tx) => {
    await tx.query(
      `INSERT INTO calendly_sync.webhook_endpoints (credential, id, calendly_user, organization, scope, callback_url, signing_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential) WHERE state = 'making' DO NOTHING`,
      values,
    )
    return tx.query<Endpoint>(
      `SELECT ${columns} FROM calendly_sync.webhook_endpoints WHERE credential = $1 AND state = 'making'`,
      [endpoint.credential],
    )
  })
  if (!row) throw new Error('an endpoint was made, or was there')
  return row
}

/**
 * The subscription exists: its endpoint is the one in use now, and the one before it retires. One that somebody else has
 * removed meanwhile is in use no more.
 */
export async function activateEndpoint(
  database: Database,
  credential: string,
  id: string,
  subscription: string,
): Promise<void> {
  await database.transaction('installation', async (tx) => {
    // First the lock: a statement that waits for it does not see the one that became active meanwhile.
    const open = await tx.query<{ id: string }>(
      `SELECT id FROM calendly_sync.webhook_endpoints WHERE credential = $1 AND state <> 'removed' ORDER BY id FOR UPDATE`,
      [credential],
    )
    if (!open.some((endpoint) => endpoint.id === id)) return
    await tx.query(
      `UPDATE calendly_sync.webhook_endpoints SET state = 'retiring' WHERE credential = $1 AND state = 'active' AND id <> $2`,
      [credential, id],
    )
    await tx.query(
      `UPDATE calendly_sync.webhook_endpoints SET state = 'active', subscription = $2
       WHERE id = $1 AND (state, subscription) IS DISTINCT FROM ('active', $2)`,
      [id, subscription],
    )
  })
}

/**
 * The subscription is gone. What it sent a moment ago is still under way, so the URL goes on taking deliveries for
 * `graceSeconds`; afterwards it answers 410.
 */
export async function removeEndpoint(database: Database, id: string, graceSeconds: number): Promise<void> {
  await database.query(
    'installation',
    `UPDATE calendly_sync.webhook_endpoints SET state = 'removed',
         closes_at = least(closes_at, now() + $2 * interval '1 s') WHERE id = $1`,
    [id, graceSeconds],
  )
}

export interface ClaimedCheck {
  readonly state: WebhookHealth['state']
  readonly checked_at: string | null
}

/**
 * Takes a token's turn to look after its subscription, if nobody did for so long.
 *
 * @param every.usualMs - while webhooks are possible for the token.
 * @param every.impossibleMs - while they are not.
 * @returns when it was last looked after (null: never) and its state then; undefined when it is not this one's turn.
 */
export async function claimHealthCheck(
  database: Database,
  credential: string,
  every: { readonly usualMs: number; readonly impossibleMs: number },
): Promise<ClaimedCheck | undefined> {
  return database.transaction('installation', async (tx) => {
    await tx.query(
      'INSERT INTO calendly_sync.webhook_health (credential) VALUES ($1) ON CONFLICT DO NOTHING',
      [credential],
    )
    const [row] = await tx.query<ClaimedCheck>(
      `SELECT state, checked_at FROM calendly_sync.webhook_health
       WHERE credential = $1 AND (checked_at IS NULL OR checked_at <= now() -
         CASE WHEN state = 'impossible' THEN $3::float8 ELSE $2::float8 END * interval '1 ms')
       FOR UPDATE SKIP LOCKED`,
      [credential, every.usualMs, every.impossibleMs],
    )
    if (row)
      await tx.query('UPDATE calendly_sync.webhook_health SET checked_at = now() WHERE credential = $1', [
        credential,
      ])
    return row
  })
}

/** Notes how a subscription is doing; a row that says the same already is left alone. */
export async function saveHealth(
  database: Database,
  credential: string,
  health: WebhookHealth,
): Promise<void> {
  await database.query(
    'installation',
    `INSERT INTO calendly_sync.webhook_health AS h (credential, state, problem, failing_since, disabled_at)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (credential) DO UPDATE SET state = excluded.state, problem = excluded.problem,
         failing_since = excluded.failing_since, disabled_at = excluded.disabled_at
       WHERE (h.state, h.problem, h.failing_since, h.disabled_at)
         IS DISTINCT FROM (excluded.state, excluded.problem, excluded.failing_since, excluded.disabled_at)`,
    [
      credential,
      health.state,
      health.problem && JSON.stringify(health.problem),
      health.failing_since,
      health.disabled_at,
    ],
  )
}

/** Whether a token's subscription works: then no-shows are told, which no list shows. */
export async function isHealthy(database: Database, credential: string): Promise<boolean> {
  const rows = await database.query(
    'installation',
    "SELECT FROM calendly_sync.webhook_health WHERE credential = $1 AND state = 'active'",
    [credential],
  )
  return rows.length > 0
}

/** Deliveries of a token's subscription may be missing since a moment: the next run of each of its accounts reads from there. */
export async function noteGap(tx: Transaction, credential: string, since: string): Promise<void> {
  await tx.query(
    'UPDATE calendly_sync.accounts SET gap_since = least(gap_since, $2::timestamptz) WHERE credential = $1',
    [credential, since],
  )
}
