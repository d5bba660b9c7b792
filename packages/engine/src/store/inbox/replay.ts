import type { DeliveryOutcome, Instant } from '../../contract.ts'
import type { Database } from '../database.ts'
import { conditions } from '../read/conditions.ts'

/** Which deliveries to apply again; at least one member. */
export interface ReplayFilter {
  readonly id?: string
  readonly outcome?: DeliveryOutcome
  /** Received at or after. */
  readonly from?: Instant
  /** Received before. */
  readonly to?: Instant
}

/** One replay takes no more than this; the rest is for the next. */
const mostAtOnce = 10_000

/**
 * Puts settled deliveries back into the queue. Applying again is the same applying: what the mirror knows changes nothing.
 *
 * @param who - a user's own deliveries, or everybody's.
 * @returns how many wait now.
 */
export async function replayDeliveries(
  database: Database,
  who: string | 'everyone',
  filter: ReplayFilter,
): Promise<number> {
  const found = conditions()
  found.add('octet_length(body) > 2') // what is left of one that spoke of an erased client
  if (who !== 'everyone') found.add('user_ids @> ARRAY[?::uuid]', who)
  if (filter.id !== undefined) found.add('id = ?', filter.id)
  if (filter.outcome !== undefined) found.add('outcome = ?', filter.outcome)
  if (filter.from !== undefined) found.add('received_at >= ?::timestamptz', filter.from)
  if (filter.to !== undefined) found.add('received_at < ?::timestamptz', filter.to)
  const text = `UPDATE calendly_sync.webhook_deliveries SET due_at = now(), outcome = 'waiting', reason = NULL,
      attempts = 0, settled_at = NULL
    WHERE id IN (SELECT id FROM calendly_sync.webhook_deliveries WHERE ${found.where}
      ORDER BY received_at LIMIT ${found.bind(mostAtOnce)}) RETURNING id`
  const rows = await database.transaction('installation', (tx) => tx.query(text, found.values))
  return rows.length
}
