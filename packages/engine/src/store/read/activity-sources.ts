import type { ActivityKind } from '../../contract/activity.ts'
import { installationUser } from '../audit.ts'
import { delaySeconds } from './insights/webhook-delay.ts'
import { requestOf } from './request-of.ts'

/** The parameters with what every source asks for. */
export interface SourceParameters {
  readonly userId: string
  readonly isOperator: string
  /** JSON of titles and kinds. */
  readonly names: string
}

/**
 * What the timeline is made of, one statement each with the same columns. They read for the installation, since
 * deliveries have no rows of tenants; this is the one place that says who sees what of them.
 *
 * @param kind - only sources that may hold this kind; undefined: all.
 */
export function activitySources(
  kind: ActivityKind | undefined,
  parameters: SourceParameters,
): readonly string[] {
  if (kind === 'run') return [runs(parameters)]
  if (kind === 'delivery') return [deliveries(parameters)]
  if (kind !== undefined) return [audit(parameters)]
  return [runs(parameters), deliveries(parameters), audit(parameters)]
}

/** One entry for each account: a tick over everybody belongs to nobody. Leans on account_runs_by_user. */
const runs = ({ userId, names }: SourceParameters) => `
  SELECT r.queued_at AS at, 'run:' || r.id AS key, 'run' AS kind, r.trigger AS subject,
    coalesce(${names}::jsonb -> 'runs' ->> r.trigger, r.trigger) AS title,
    CASE WHEN r.state = 'failed' THEN 'bad' WHEN r.state IN ('partial', 'waiting') THEN 'late'
      WHEN r.state IN ('queued', 'running') THEN 'plain'
      WHEN r.new_count + r.updated_count + r.deleted_count > 0 THEN 'changed' ELSE 'good' END AS outcome,
    r.state, r.account_id,
    ${requestOf('r.id')} AS run_id,
    NULL::uuid AS delivery_id,
    jsonb_build_object('trigger', r.trigger, 'new', r.new_count, 'updated', r.updated_count, 'deleted', r.deleted_count,
      'unchanged', r.unchanged_count, 'requests', r.requests, 'errors', r.errors,
      'durationMs', round(extract(epoch FROM r.finished_at - r.started_at) * 1000)) AS facts,
    concat_ws(' ', r.trigger, r.errors::text) AS words
  FROM calendly_sync.account_runs r WHERE r.user_id = ${userId}::uuid`

/** Those that concern the own meetings; operators see those that concern nobody as well, and nothing of their content. */
const deliveries = ({ userId, isOperator, names }: SourceParameters) => `
  SELECT d.received_at AS at, 'delivery:' || d.id AS key, 'delivery' AS kind, d.kind AS subject,
    coalesce(${names}::jsonb -> 'deliveries' ->> d.kind, 'Webhook: ' || coalesce(d.kind, 'not readable')) AS title,
    CASE WHEN d.outcome = 'applied' THEN 'changed' WHEN d.outcome = 'failed' THEN 'bad'
      WHEN d.outcome = 'waiting' OR d.reason IN ('stale', 'clock') THEN 'late' ELSE 'plain' END AS outcome,
    d.outcome AS state, shown_by.id AS account_id, NULL::uuid AS run_id, d.id AS delivery_id,
    jsonb_build_object('deliveryKind', d.kind, 'reason', d.reason, 'verified', d.is_verified, 'attempts', d.attempts,
      'seen', d.seen, 'delayMs', ${delaySeconds} * 1000) AS facts,
    concat_ws(' ', d.kind, d.reason) AS words
  FROM calendly_sync.webhook_deliveries d LEFT JOIN (
    SELECT DISTINCT ON (e.id) e.id AS endpoint_id, a.id
    FROM calendly_sync.webhook_endpoints e JOIN calendly_sync.accounts a USING (credential)
    WHERE a.user_id = ${userId}::uuid ORDER BY e.id, a.created_at, a.id
  ) shown_by USING (endpoint_id)
  WHERE d.user_ids @> ARRAY[${userId}::uuid] OR (${isOperator}::boolean AND coalesce(d.user_ids, '{}') = '{}')`

/** Leans on audit_log_by_time. Who did it is told by name where it is about the installation, which operators alone see. */
const audit = ({ userId, isOperator, names }: SourceParameters) => `
  SELECT l.at, 'audit:' || to_char(l.id, 'FM0000000000000000000') AS key,
    coalesce(${names}::jsonb -> 'audit' -> l.action ->> 'kind', 'setting') AS kind, l.action AS subject,
    coalesce(${names}::jsonb -> 'audit' -> l.action ->> 'title', l.action) AS title,
    coalesce(${names}::jsonb -> 'audit' -> l.action ->> 'outcome', 'plain') AS outcome,
    NULL::text AS state, (l.facts ->> 'accountId')::uuid AS account_id, NULL::uuid AS run_id, NULL::uuid AS delivery_id,
    l.facts || jsonb_build_object('who', CASE WHEN l.actor IS NULL THEN 'shell'
      WHEN l.actor = ${userId}::uuid THEN 'you' ELSE 'somebody else' END)
      || CASE WHEN l.user_id = '${installationUser}' THEN jsonb_build_object('whoName', u.name) ELSE '{}' END AS facts,
    concat_ws(' ', l.action, l.facts::text) AS words
  FROM calendly_sync.audit_log l LEFT JOIN calendly_sync.users u ON u.id = l.actor
  WHERE (l.user_id = ${userId}::uuid AND l.user_id <> '${installationUser}')
    OR (${isOperator}::boolean AND l.user_id = '${installationUser}')`
