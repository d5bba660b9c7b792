import type { Meeting } from '../../contract.ts'

/** Columns of `meetings` by the names under which people see them (contract section 4, in camelCase). */
const columns: { readonly [Name in keyof Omit<Meeting, 'accountIds'>]: string } = {
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

/** Select list of the table named `m`; rows come out as `Meeting`. */
export const meetingColumns = Object.entries(columns)
  .map(([name, column]) => `m.${column} AS "${name}"`)
  .concat(
    `ARRAY(SELECT s.account_id FROM calendly_sync.meeting_accounts s JOIN calendly_sync.accounts a ON a.id = s.account_id
      WHERE s.meeting_id = m.id ORDER BY a.created_at, a.id) AS "accountIds"`,
  )
  .join(', ')
