import type { Transaction } from './database.ts'

/**
 * Finds a silence that is unusual for a token's subscription: more than twice the longest gap among its last deliveries,
 * and more than an hour. It is a question, not an alarm (nobody may have booked), so each silence is asked about once.
 *
 * @returns when the last delivery came; undefined while nothing is unusual, or too little is known to tell.
 */
export async function askAboutSilence(tx: Transaction, credential: string): Promise<string | undefined> {
  const [silent] = await tx.query<{ last: string }>(ask, [credential, fewestDeliveries])
  return silent?.last
}

const fewestDeliveries = 20

/** $1 credential, $2 deliveries that make a habit. Leans on webhook_deliveries_by_endpoint. */
const ask = `
  WITH latest AS (
    SELECT d.received_at FROM calendly_sync.webhook_endpoints e CROSS JOIN LATERAL (
      SELECT received_at FROM calendly_sync.webhook_deliveries
      WHERE endpoint_id = e.id AND kind IS DISTINCT FROM 'calendly_sync.verify'
      ORDER BY received_at DESC LIMIT 200
    ) d
    WHERE e.credential = $1 ORDER BY d.received_at DESC LIMIT 200
  ),
  gaps AS (SELECT received_at, received_at - lag(received_at) OVER (ORDER BY received_at) AS gap FROM latest),
  habit AS (SELECT count(*) AS deliveries, max(gap) AS longest, max(received_at) AS last FROM gaps)
  UPDATE calendly_sync.webhook_health h SET silence_asked_at = now() FROM habit
  WHERE h.credential = $1 AND habit.deliveries >= $2 AND now() - habit.last > greatest(habit.longest * 2, interval '1 hour')
    AND (h.silence_asked_at IS NULL OR h.silence_asked_at < habit.last)
  RETURNING habit.last`
