import type { WebhookDelay } from '../../../contract/insights.ts'
import type { Transaction } from '../../database.ts'
import type { Span } from './span.ts'

/**
 * Seconds from the signature of the delivery named `d` to its first outcome. Signatures count whole seconds: one that
 * came within a second of its own tells nothing more than when it came.
 */
export const delaySeconds = `round(greatest(0, extract(epoch FROM coalesce(d.first_settled_at, d.settled_at)
  - CASE WHEN d.received_at - d.signed_at >= interval '1 s' THEN d.signed_at ELSE d.received_at END)), 3)`

const boundsSeconds = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800]

/** How long webhooks took, of those that told the user's meetings something and were taken at their word. */
export async function readWebhookDelay(tx: Transaction, userId: string, span: Span): Promise<WebhookDelay> {
  const [row] = await tx.query<Omit<WebhookDelay, 'buckets'> & { counts: readonly number[] }>(statement, [
    userId,
    span.from,
    span.to,
    boundsSeconds,
  ])
  const { counts = [], ...figures } = row ?? {
    count: 0,
    p50Seconds: null,
    p95Seconds: null,
    maxSeconds: null,
  }
  const buckets = [...boundsSeconds, null].map((belowSeconds, n) => ({
    belowSeconds,
    count: counts.filter((bucket) => bucket === n).length,
  }))
  return { buckets, ...figures }
}

/**
 * $1 user, $2 from, $3 to, $4 bounds of the buckets. The inbox has no rows of tenants, so the user stands in here; leans
 * on webhook_deliveries_by_user or webhook_deliveries_by_time, whichever is less.
 */
const statement = `
  WITH told AS (
    SELECT ${delaySeconds} AS seconds FROM calendly_sync.webhook_deliveries d
    WHERE d.user_ids @> ARRAY[$1::uuid] AND d.received_at >= $2::timestamptz AND d.received_at < $3::timestamptz
      AND d.settled_at IS NOT NULL AND d.caveat IS NULL AND d.outcome IN ('applied', 'duplicate', 'superseded')
  )
  SELECT count(*)::int AS count, coalesce(array_agg(width_bucket(seconds::float8, $4::float8[])), '{}') AS counts,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds)::float8 AS "p50Seconds",
    percentile_disc(0.95) WITHIN GROUP (ORDER BY seconds)::float8 AS "p95Seconds", max(seconds)::float8 AS "maxSeconds"
  FROM told`
