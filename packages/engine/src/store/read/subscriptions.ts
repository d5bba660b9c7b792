import type { SubscriptionStatus } from '../../contract.ts'
import type { Database } from '../database.ts'

/**
 * How the subscriptions behind accounts are doing, one for each token.
 *
 * @param who - one user's accounts, or everybody's.
 */
export async function listSubscriptions(
  database: Database,
  who: string | 'everyone',
): Promise<SubscriptionStatus[]> {
  return database.transaction('installation', (tx) =>
    tx.query<SubscriptionStatus>(
      `SELECT of_token.accounts AS "accountIds", e.callback_url AS "callbackUrl", e.scope, coalesce(h.state, 'off') AS state,
         latest.received_at AS "lastDeliveryAt", h.failing_since AS "failingSince", h.disabled_at AS "disabledAt",
         h.checked_at AS "checkedAt", h.problem
       FROM (SELECT credential, array_agg(id ORDER BY created_at, id) AS accounts, min(created_at) AS since
         FROM calendly_sync.accounts WHERE $1::uuid IS NULL OR user_id = $1 GROUP BY 1) of_token
       LEFT JOIN calendly_sync.webhook_health h USING (credential)
       LEFT JOIN calendly_sync.webhook_endpoints e ON e.credential = of_token.credential AND e.state = 'active'
       LEFT JOIN LATERAL (
         SELECT d.received_at FROM calendly_sync.webhook_deliveries d
         JOIN calendly_sync.webhook_endpoints any_of ON any_of.id = d.endpoint_id
         WHERE any_of.credential = of_token.credential ORDER BY d.received_at DESC LIMIT 1
       ) latest ON true
       ORDER BY of_token.since`,
      [who === 'everyone' ? null : who],
    ),
  )
}
