import type { DeliveryOutcome } from '../../contract.ts'
import type { Transaction } from '../database.ts'

/** What became of a delivery. */
export interface SettledDelivery {
  readonly id: string
  readonly outcome: DeliveryOutcome
  readonly reason: string | null
  readonly kind: string | null
  readonly event_uuid: string | null
  /** Users of ours whom it concerns, and who therefore may look at it. */
  readonly user_ids: readonly string[]
  /** Of a waiting one: seconds until it is tried again. */
  readonly again_in: number | null
}

/** Writes what became of deliveries, and takes the settled ones out of the queue. */
export async function settleDeliveries(
  tx: Transaction,
  deliveries: readonly SettledDelivery[],
): Promise<void> {
  await tx.query(settle, [JSON.stringify(deliveries)])
}

/** $1 deliveries. */
const settle = `
  UPDATE calendly_sync.webhook_deliveries d SET outcome = s.outcome, reason = s.reason, kind = s.kind,
    event_uuid = s.event_uuid, user_ids = s.user_ids,
    due_at = CASE WHEN s.outcome = 'waiting' THEN now() + s.again_in * interval '1 s' END,
    settled_at = CASE WHEN s.outcome <> 'waiting' THEN now() END,
    first_settled_at = coalesce(d.first_settled_at, CASE WHEN s.outcome NOT IN ('waiting', 'failed') THEN now() END)
  FROM json_to_recordset($1::json) AS s(id uuid, outcome text, reason text, kind text, event_uuid text,
    user_ids uuid[], again_in float8)
  WHERE d.id = s.id`
