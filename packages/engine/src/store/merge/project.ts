import type { Transaction } from '../database.ts'
import type { Observation } from './observation.ts'

/** What people see of a meeting, in the order of contract section 4; each is derived, none is input. */
const shown = [
  'title',
  'start_time',
  'end_time',
  'status',
  'is_deleted',
  'deleted_at',
  'deleted_reason',
  'sync_status',
  'location',
  'location_text',
  'join_url',
  'attendees',
  'cancel_reason',
  'canceled_by',
  'rescheduled_from',
  'rescheduled_to',
  'calendly_created_at',
  'calendly_updated_at',
] as const

/**
 * Derives the visible rows of meetings from what Calendly said of them, together with those of their reschedule
 * chains, and writes what differs with a row of history each. The event rows must be locked.
 *
 * A history row is numbered under a lock per user, so that its `seq` grows in the order of commits: who has read
 * up to a number has missed nothing below it.
 *
 * @returns ids of the meetings whose visible row changed.
 */
export async function project(
  tx: Transaction,
  meetings: readonly string[],
  because: Pick<Observation, 'cause' | 'fence'>,
): Promise<string[]> {
  const written = await tx.query<{ id: string }>(write, [
    meetings,
    because.cause,
    because.fence?.accountRunId ?? null,
  ])
  return written.map((row) => row.id)
}

/** A live meeting that only its own owner's list can bring back is dead for a reason; canceled is the final one. */
const deletedReason = `CASE WHEN e.status = 'canceled' THEN 'canceled' WHEN e.presence <> 'present' THEN e.presence END`

/** The client is a scalar subquery on the whole key: as a join, all clients of the user were read for each meeting. */
const attendees = `
  SELECT jsonb_agg(jsonb_build_object('name', p.name, 'email', p.email, 'status', p.status, 'noShow', p.no_show,
    'isGuest', p.is_guest, 'clientId',
    (SELECT coalesce(c.merged_into, c.id) FROM :schema.clients c WHERE c.user_id = e.user_id AND c.email_key = p.email_key)
  ) ORDER BY p.is_guest, p.since, p.uuid)
  FROM (
    SELECT v.name, v.email, v.email_key, v.status, v.no_show IS NOT NULL AS no_show, false AS is_guest,
      v.created_at AS since, v.uuid
    FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = e.id
    UNION ALL
    SELECT g ->> 'name', g ->> 'email', g ->> 'email_key', 'active', false, true, NULL, g ->> 'email'
    FROM jsonb_array_elements(e.guests) g
  ) p`

/** $1 meetings: those and the ends of their reschedule chains. Leans on the indexes of chain links. */
const family = `
  SELECT unnest($1::uuid[]) AS id
  UNION
  SELECT (SELECT o.id FROM calendly_sync.scheduled_events o WHERE o.user_id = v.user_id AND o.uuid = link)
  FROM calendly_sync.meeting_invitees v, unnest(ARRAY[v.old_event, v.new_event]) link
  WHERE v.meeting_id = ANY($1::uuid[]) AND link IS NOT NULL
  UNION
  SELECT v.meeting_id FROM calendly_sync.scheduled_events e, LATERAL (
    SELECT meeting_id FROM calendly_sync.meeting_invitees WHERE user_id = e.user_id AND old_event = e.uuid
    UNION ALL
    SELECT meeting_id FROM calendly_sync.meeting_invitees WHERE user_id = e.user_id AND new_event = e.uuid
  ) v
  WHERE e.id = ANY($1::uuid[])`

/** Either half of a move names the other; whichever arrived tells. */
const chain = (own: string, others: string) => `
  SELECT coalesce(
    (SELECT o.id FROM calendly_sync.meeting_invitees v
     JOIN calendly_sync.scheduled_events o ON o.user_id = v.user_id AND o.uuid = v.${own}
     WHERE v.meeting_id = e.id AND v.${own} IS NOT NULL ORDER BY v.created_at DESC NULLS LAST, v.uuid LIMIT 1),
    (SELECT v.meeting_id FROM calendly_sync.meeting_invitees v
     WHERE v.user_id = e.user_id AND v.${others} = e.uuid ORDER BY v.created_at DESC NULLS LAST, v.uuid LIMIT 1))`

/** $1 meetings, $2 cause, $3 run of an account or null. */
const write = `
  WITH family AS (${family}),
  derived AS MATERIALIZED (
    SELECT e.id, e.user_id, e.account_id AS calendly_account_id, e.uuid AS calendly_event_uuid,
      coalesce(nullif(btrim(e.name), ''), 'Calendly meeting') AS title, e.start_time, e.end_time, e.status,
      reason IS NOT NULL AS is_deleted,
      CASE WHEN reason = 'canceled' THEN e.canceled_at
        WHEN reason IS NOT NULL THEN coalesce(CASE WHEN m.deleted_reason = reason THEN m.deleted_at END, now()) END AS deleted_at,
      reason AS deleted_reason,
      CASE WHEN reason IS NULL THEN 'synced' ELSE 'deleted' END AS sync_status,
      e.location, e.location_text, e.join_url,
      CASE WHEN e.invitees_read_at IS NOT NULL OR (SELECT true FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = e.id LIMIT 1)
        THEN coalesce((${attendees}), '[]') END AS attendees,
      CASE WHEN e.status = 'canceled' THEN coalesce(e.cancellation, told.cancellation) ->> 'reason' END AS cancel_reason,
      CASE WHEN e.status = 'canceled' THEN coalesce(e.cancellation, told.cancellation) ->> 'canceled_by' END AS canceled_by,
      CASE WHEN coalesce(e.invitees_limit, 1) <= 1 THEN (${chain('old_event', 'new_event')}) END AS rescheduled_from,
      CASE WHEN coalesce(e.invitees_limit, 1) <= 1 THEN (${chain('new_event', 'old_event')}) END AS rescheduled_to,
      e.created_at AS calendly_created_at, e.updated_at AS calendly_updated_at,
      m.id IS NULL AS is_new, m.is_deleted AS was_deleted, to_jsonb(m) AS stored
    FROM family JOIN calendly_sync.scheduled_events e USING (id)
    CROSS JOIN LATERAL (SELECT ${deletedReason} AS reason) death
    LEFT JOIN LATERAL (
      SELECT v.cancellation FROM calendly_sync.meeting_invitees v
      WHERE v.meeting_id = e.id AND v.cancellation IS NOT NULL ORDER BY v.updated_at DESC, v.uuid LIMIT 1
    ) told ON true
    LEFT JOIN :schema.meetings m ON m.id = e.id
  ),
  differing AS (
    SELECT d.*, to_jsonb(d) AS told FROM derived d LEFT JOIN :schema.meetings m ON m.id = d.id
    WHERE d.is_new OR (${shown.map((name) => `d.${name}`).join(', ')})
      IS DISTINCT FROM (${shown.map((name) => `m.${name}`).join(', ')})
  ),
  turns AS (
    SELECT pg_advisory_xact_lock(hashtextextended('changes ' || user_id, 0)) FROM
      (SELECT DISTINCT user_id FROM differing ORDER BY user_id) writers
  ),
  written AS (
    INSERT INTO :schema.meetings AS m (id, user_id, calendly_account_id, calendly_event_uuid, ${shown.join(', ')})
    SELECT id, user_id, calendly_account_id, calendly_event_uuid, ${shown.join(', ')} FROM differing
    ORDER BY user_id, calendly_event_uuid
    ON CONFLICT (id) DO UPDATE SET ${shown.map((name) => `${name} = excluded.${name}`).join(', ')}, updated_at = now()
    RETURNING m.id
  ),
  noted AS (
    INSERT INTO calendly_sync.changes (user_id, kind, meeting_id, account_run_id, cause, was_deleted, is_deleted, before, after)
    SELECT d.user_id,
      CASE WHEN d.is_new THEN 'meeting.created'
        WHEN d.is_deleted AND NOT d.was_deleted THEN 'meeting.' || d.deleted_reason
        WHEN d.was_deleted AND NOT d.is_deleted THEN 'meeting.restored'
        ELSE 'meeting.updated' END,
      d.id, $3::uuid, $2, d.was_deleted, d.is_deleted, delta.before, delta.after
    FROM differing d, (SELECT count(*) FROM turns) locked,
    LATERAL (
      SELECT CASE WHEN NOT d.is_new THEN jsonb_object_agg(name, d.stored -> name) END AS before,
        jsonb_object_agg(name, d.told -> name) AS after
      FROM unnest(ARRAY[${shown.map((name) => `'${name}'`).join(', ')}]) name
      WHERE (d.is_new AND d.told -> name <> 'null') OR (NOT d.is_new AND d.told -> name IS DISTINCT FROM d.stored -> name)
    ) delta
    ORDER BY d.user_id, d.start_time, d.id
  )
  SELECT id FROM written`
