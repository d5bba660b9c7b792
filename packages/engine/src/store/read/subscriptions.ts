import type { SubscriptionStatus } from '../../contract.ts'
import { isOwnCredential } from '../../resources/credential.ts'
import type { Database } from '../database.ts'

/** Whose subscriptions, and whether their URLs are the caller's business where the installation's token made them. */
export interface SubscriptionsOf {
  readonly who: string | 'everyone'
  readonly isOperator: boolean
}

/** How the subscriptions behind accounts are doing, one for each token. */
export async function listSubscriptions(
  database: Database,
  { who, isOperator }: SubscriptionsOf,
): Promise<SubscriptionStatus[]> {
  const rows = await database.query<Row>('installation', ofTokens, [who === 'everyone' ? null : who])
  return rows.map(({ credential, callbackUrl, ...row }) => {
    const isShown = isOperator || isOwnCredential(credential)
    const path = callbackUrl === null ? null : pathOf(callbackUrl)
    return { ...row, callbackUrl: isShown ? callbackUrl : null, endpoint: isShown ? path : null }
  })
}

type Row = Omit<SubscriptionStatus, 'endpoint'> & { readonly credential: string }

function pathOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).pathname : null
}

/**
 * What a token's subscription has delivered, newest first: without the samples that we send to ourselves, which would make
 * a silent one look alive.
 */
const delivered = (credential: string, limit: number) => `
  SELECT d.received_at FROM calendly_sync.webhook_endpoints any_of CROSS JOIN LATERAL (
    SELECT received_at FROM calendly_sync.webhook_deliveries
    WHERE endpoint_id = any_of.id AND kind IS DISTINCT FROM 'calendly_sync.verify' ORDER BY received_at DESC LIMIT ${limit}
  ) d WHERE any_of.credential = ${credential} ORDER BY d.received_at DESC LIMIT ${limit}`

/** Fewer deliveries than this are no habit. */
const fewestDeliveries = 20

/** $1 user, or null: everybody, without habits. Leans on webhook_deliveries_by_endpoint. */
const ofTokens = `
  SELECT of_token.credential, of_token.accounts AS "accountIds", e.callback_url AS "callbackUrl", e.scope,
    coalesce(h.state, 'off') AS state, latest.received_at AS "lastDeliveryAt", h.failing_since AS "failingSince",
    h.disabled_at AS "disabledAt", h.checked_at AS "checkedAt", h.problem,
    CASE WHEN latest.received_at IS NOT NULL
      THEN greatest(0, floor(extract(epoch FROM now() - latest.received_at)))::float8 END AS "silentForSeconds",
    habit.longest AS "usualSilenceSeconds",
    CASE WHEN h.failing_since IS NOT NULL
      THEN greatest(0, floor(extract(epoch FROM h.failing_since + interval '24 h' - now())))::float8 END AS "secondsUntilDisabled"
  FROM (SELECT credential, array_agg(id ORDER BY created_at, id) AS accounts, min(created_at) AS since
    FROM calendly_sync.accounts WHERE $1::uuid IS NULL OR user_id = $1 GROUP BY 1) of_token
  LEFT JOIN calendly_sync.webhook_health h USING (credential)
  LEFT JOIN calendly_sync.webhook_endpoints e ON e.credential = of_token.credential AND e.state = 'active'
  LEFT JOIN LATERAL (${delivered('of_token.credential', 1)}) latest ON true
  LEFT JOIN LATERAL (
    SELECT CASE WHEN count(*) >= ${fewestDeliveries} THEN floor(extract(epoch FROM max(gap)))::float8 END AS longest
    FROM (SELECT received_at - lag(received_at) OVER (ORDER BY received_at) AS gap
      FROM (${delivered('of_token.credential', 200)}) last_ones WHERE $1::uuid IS NOT NULL) gaps
  ) habit ON true
  ORDER BY of_token.since`
