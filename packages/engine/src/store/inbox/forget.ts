import type { Database, Transaction } from '../database.ts'

/**
 * Takes the bodies out of settled deliveries that speak of meetings with an erased client: what is left is that they came,
 * and what became of them. A delivery that other users are concerned with as well stays theirs, and is no more the user's.
 */
export async function forgetDeliveries(tx: Transaction): Promise<void> {
  await tx.query(`
    UPDATE calendly_sync.webhook_deliveries d SET user_ids = array_remove(d.user_ids, e.user_id)
    FROM calendly_sync.scheduled_events e
    WHERE e.has_erased AND d.event_uuid = e.uuid AND e.user_id = ANY(d.user_ids) AND cardinality(d.user_ids) > 1
      AND d.due_at IS NULL`)
  await tx.query(`
    UPDATE calendly_sync.webhook_deliveries d SET body = '{}' FROM calendly_sync.scheduled_events e
    WHERE e.has_erased AND d.event_uuid = e.uuid AND d.user_ids = ARRAY[e.user_id] AND d.due_at IS NULL
      AND octet_length(d.body) > 2`)
}

/** The same as housekeeping, for what has come since. */
export async function forgetLateDeliveries(database: Database): Promise<void> {
  await database.transaction('installation', forgetDeliveries)
}
