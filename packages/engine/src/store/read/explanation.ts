import type { Database } from '../database.ts'
import { type DeliveryRow, deliveryColumns } from './deliveries.ts'

/** What can be known of how a meeting's row came about, beside its own history. */
export interface Traces {
  /** Deliveries that spoke of its event to this user, oldest first. */
  readonly deliveries: readonly (DeliveryRow & { readonly firstSettledAt: string | null })[]
  /** Those of the runs that were part of a sweep: one list for several accounts. */
  readonly sweeps: readonly string[]
}

/** Of an event that was spoken of oftener, the newest. */
const mostDeliveries = 200

/**
 * Reads for the installation, for deliveries have no rows of tenants and a sweep is other people's runs as well; the user
 * stands in the one statement, and of the other nothing but yes or no gets out.
 *
 * @param accountRunIds - the user's own.
 */
export async function readTraces(
  database: Database,
  userId: string,
  eventUuid: string,
  accountRunIds: readonly string[],
): Promise<Traces> {
  return database.transaction('installation', async (tx) => {
    const deliveries = await tx.query<Traces['deliveries'][number]>(ofEvent, [
      userId,
      eventUuid,
      mostDeliveries,
    ])
    const sweeps = await tx.query<{ id: string }>(ofSweeps, [userId, [...new Set(accountRunIds)]])
    return { deliveries: deliveries.toReversed(), sweeps: sweeps.map(({ id }) => id) }
  })
}

/** $1 user, $2 event, $3 limit. Leans on webhook_deliveries_by_event. */
const ofEvent = `
  SELECT ${deliveryColumns}, coalesce(first_settled_at, settled_at) AS "firstSettledAt"
  FROM calendly_sync.webhook_deliveries WHERE event_uuid = $2 AND user_ids @> ARRAY[$1::uuid]
  ORDER BY received_at DESC, id DESC LIMIT $3`

/** $1 user, $2 runs of accounts. As `runsBeside` shares them: ticks over everybody, read with one token in one organization. */
const ofSweeps = `
  SELECT r.id FROM calendly_sync.account_runs r JOIN calendly_sync.accounts a ON a.id = r.account_id
  WHERE r.user_id = $1 AND r.id = ANY ($2::uuid[]) AND r.trigger IN ('schedule', 'operator') AND EXISTS (
    SELECT FROM calendly_sync.sync_run_accounts m
    JOIN calendly_sync.sync_runs tick ON tick.id = m.run_id AND tick.user_id IS NULL
    JOIN calendly_sync.sync_run_accounts o ON o.run_id = m.run_id AND o.account_run_id <> r.id
    JOIN calendly_sync.account_runs beside ON beside.id = o.account_run_id
    JOIN calendly_sync.accounts b ON b.id = beside.account_id
    WHERE m.account_run_id = r.id AND (b.credential, b.organization) = (a.credential, a.organization)
  )`
