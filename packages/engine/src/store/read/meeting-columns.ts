import type { Meeting } from '../../contract.ts'

/** Parts of a meeting that stand in other tables. */
type Beside =
  | 'accountIds'
  | 'hosts'
  | 'eventType'
  | 'seats'
  | 'isGroup'
  | 'movedFrom'
  | 'clientTimezone'
  | 'hostTimezone'

/** Columns of `meetings` by the names under which people see them (contract section 4, in camelCase). */
const columns: { readonly [Name in keyof Omit<Meeting, Beside>]: string } = {
  id: 'id',
  userId: 'user_id',
  calendlyAccountId: 'calendly_account_id',
  meetingSource: 'meeting_source',
  calendlyEventUuid: 'calendly_event_uuid',
  title: 'title',
  startTime: 'start_time',
  endTime: 'end_time',
  status: 'status',
  isDeleted: 'is_deleted',
  deletedAt: 'deleted_at',
  deletedReason: 'deleted_reason',
  syncStatus: 'sync_status',
  location: 'location',
  locationText: 'location_text',
  joinUrl: 'join_url',
  attendees: 'attendees',
  cancelReason: 'cancel_reason',
  canceledBy: 'canceled_by',
  rescheduledFrom: 'rescheduled_from',
  rescheduledTo: 'rescheduled_to',
  calendlyCreatedAt: 'calendly_created_at',
  calendlyUpdatedAt: 'calendly_updated_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
}

/** Two that name each other as their own past end as well. */
const movedFrom = `
  WITH RECURSIVE earlier AS (
    SELECT p.id, p.start_time, p.rescheduled_from, 1 AS back FROM :schema.meetings p
    WHERE p.id = m.rescheduled_from AND p.user_id = m.user_id
    UNION ALL
    SELECT p.id, p.start_time, p.rescheduled_from, e.back + 1 FROM earlier e
    JOIN :schema.meetings p ON p.id = e.rescheduled_from AND p.user_id = m.user_id WHERE e.back < 50
  )
  SELECT jsonb_agg(jsonb_build_object('id', id, 'startTime', regexp_replace(replace(start_time::text, ' ', 'T'), '[+]00$', 'Z')) ORDER BY back DESC) FROM earlier`

const beside = [
  `ARRAY(SELECT s.account_id FROM calendly_sync.meeting_accounts s JOIN calendly_sync.accounts a ON a.id = s.account_id
    WHERE s.meeting_id = m.id ORDER BY a.created_at, a.id) AS "accountIds"`,
  `coalesce((SELECT jsonb_agg(jsonb_build_object('name', h -> 'name', 'email', h -> 'email'))
    FROM jsonb_array_elements(e.hosts) h), '[]') AS hosts`,
  'e.event_type AS "eventType"',
  `CASE WHEN e.invitees_active IS NOT NULL
    THEN jsonb_build_object('taken', e.invitees_active, 'limit', e.invitees_limit) END AS seats`,
  'coalesce(e.invitees_limit > 1, false) AS "isGroup"',
  `CASE WHEN m.rescheduled_from IS NULL THEN '[]' ELSE coalesce((${movedFrom}), '[]') END AS "movedFrom"`,
  `(SELECT v.timezone FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = m.id AND v.timezone IS NOT NULL
    ORDER BY v.status = 'active' DESC, v.created_at NULLS LAST, v.uuid LIMIT 1) AS "clientTimezone"`,
  '(SELECT a.timezone FROM calendly_sync.accounts a WHERE a.id = m.calendly_account_id) AS "hostTimezone"',
]

/** Select list of `meetings m LEFT JOIN calendly_sync.scheduled_events e USING (id)`; rows come out as `Meeting`. */
export const meetingColumns = Object.entries(columns)
  .map(([name, column]) => `m.${column} AS "${name}"`)
  .concat(beside)
  .join(', ')
