import type { Database } from '../database.ts'
import { conditions } from '../read/conditions.ts'
import { addFilter, type DeliveryFilter } from '../read/deliveries.ts'

/** Which deliveries to apply again; at least one member. */
export interface ReplayFilter extends DeliveryFilter {
  readonly id?: string
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
  const found = meant(who, filter)
  const text = `UPDATE calendly_sync.webhook_deliveries SET due_at = now(), outcome = 'waiting', reason = NULL,
      attempts = 0, settled_at = NULL
    WHERE id IN (SELECT id FROM calendly_sync.webhook_deliveries WHERE ${found.where}
      ORDER BY received_at LIMIT ${found.bind(mostAtOnce)}) RETURNING id`
  const rows = await database.query('installation', text, found.values)
  return rows.length
}

/** How many deliveries such a replay would put back into the queue. */
export async function countReplay(
  database: Database,
  who: string | 'everyone',
  filter: ReplayFilter,
): Promise<number> {
  const found = meant(who, filter)
  const text = `SELECT FROM calendly_sync.webhook_deliveries WHERE ${found.where} LIMIT ${found.bind(mostAtOnce)}`
  const rows = await database.query('installation', text, found.values)
  return rows.length
}

function meant(who: string | 'everyone', { id, ...filter }: ReplayFilter) {
  const found = conditions()
  found.add('octet_length(body) > 2') // what is left of one that spoke of an erased client
  if (who !== 'everyone') found.add('user_ids @> ARRAY[?::uuid]', who)
  if (id !== undefined) found.add('id = ?', id)
  addFilter(found, filter)
  return found
}
