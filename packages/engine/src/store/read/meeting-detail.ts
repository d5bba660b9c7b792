import type { Change, InviteeDetail, Meeting, MeetingDetail } from '../../contract.ts'
import type { Database } from '../database.ts'
import { type ChainLink, orderChain } from './chain.ts'
import { type ChangeRow, changeColumns, showChange } from './changes.ts'
import { meetingColumns } from './meeting-columns.ts'
import { requestOf } from './request-of.ts'

/** A meeting as it is stored; what its history means is for others to say. */
export interface MeetingRecord extends Omit<MeetingDetail, 'history' | 'explanation'> {
  readonly history: readonly RecordedChange[]
}

interface RecordedChange extends Change {
  readonly cause: string
  readonly runId: string | null
  readonly accountRunId: string | null
}

/**
 * One meeting with all that is known of it: hosts, seats with their answers, the chain of moves it belongs to,
 * and its history with what wrote each change.
 *
 * @returns undefined when there is none of this id, or it is somebody else's.
 */
export async function getMeeting(
  database: Database,
  userId: string,
  id: string,
): Promise<MeetingRecord | undefined> {
  return database.transaction([userId], async (tx) => {
    const [meeting] = await tx.query<Meeting & Pick<MeetingDetail, 'notes'>>(ofMeeting, [userId, id])
    if (!meeting) return undefined
    const invitees = await tx.query<InviteeDetail>(ofInvitees, [id])
    const chain = await tx.query<ChainLink>(ofChain, [id])
    const history = await tx.query<ChangeRow & Omit<RecordedChange, keyof Change>>(ofHistory, [userId, id])
    return {
      ...meeting,
      invitees,
      chain: orderChain(chain).map(({ id, startTime, status }) => ({ id, startTime, status })),
      history: history.map((row) => ({
        ...showChange(row),
        ...{ cause: row.cause, runId: row.runId, accountRunId: row.accountRunId },
      })),
    }
  })
}

/** $1 user, $2 meeting. */
const ofMeeting = `
  SELECT ${meetingColumns}, e.notes
  FROM :schema.meetings m LEFT JOIN calendly_sync.scheduled_events e USING (id)
  WHERE m.user_id = $1 AND m.id = $2 AND m.meeting_source = 'calendly'`

/** $1 meeting. The other end of a move is told by our own id where we know that meeting. */
const ofInvitees = `
  SELECT v.id, v.email, v.name, v.status, v.timezone, v.no_show IS NOT NULL AS "noShow",
    coalesce((SELECT jsonb_agg(jsonb_build_object('question', a.value -> 'question', 'answer', a.value -> 'answer')
        ORDER BY a.ordinality)
      FROM jsonb_array_elements(v.answers) WITH ORDINALITY a WHERE jsonb_typeof(a.value) = 'object'), '[]') AS answers,
    v.tracking, v.payment, v.cancellation ->> 'reason' AS "cancelReason",
    v.cancellation ->> 'canceled_by' AS "canceledBy", v.raw ->> 'reschedule_url' AS "rescheduleUrl",
    (SELECT o.id FROM calendly_sync.scheduled_events o WHERE o.user_id = v.user_id AND o.uuid = v.old_event) AS "rescheduledFrom",
    (SELECT n.id FROM calendly_sync.scheduled_events n WHERE n.user_id = v.user_id AND n.uuid = v.new_event) AS "rescheduledTo"
  FROM calendly_sync.meeting_invitees v WHERE v.meeting_id = $1
  ORDER BY v.created_at NULLS LAST, v.uuid`

/** $1 meeting. UNION drops what was met already, so a circle of links ends too. */
const ofChain = `
  WITH RECURSIVE chain AS (
    SELECT id, rescheduled_from, rescheduled_to FROM :schema.meetings WHERE id = $1
    UNION
    SELECT m.id, m.rescheduled_from, m.rescheduled_to
    FROM chain c JOIN :schema.meetings m ON m.id IN (c.rescheduled_from, c.rescheduled_to)
  )
  SELECT m.id, m.start_time AS "startTime", m.status, m.rescheduled_from AS "rescheduledFrom",
    m.rescheduled_to AS "rescheduledTo"
  FROM chain JOIN :schema.meetings m USING (id) ORDER BY m.calendly_created_at NULLS LAST, m.id`

/** $1 user, $2 meeting. An account's run may have served several requests; the first one is named. */
const ofHistory = `
  SELECT ${changeColumns}, c.cause, c.account_run_id AS "accountRunId",
    ${requestOf('c.account_run_id')} AS "runId"
  FROM calendly_sync.changes c WHERE c.user_id = $1 AND c.meeting_id = $2 ORDER BY c.seq`
