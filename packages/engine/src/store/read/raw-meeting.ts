import type { Database } from '../database.ts'

/** What Calendly said of a meeting, as it was kept beside the columns. */
export interface RawMeeting {
  readonly event: unknown
  readonly invitees: readonly unknown[]
}

/** @returns undefined when there is no such meeting, or it is somebody else's. */
export async function getRawMeeting(
  database: Database,
  userId: string,
  id: string,
): Promise<RawMeeting | undefined> {
  const [row] = await database.query<RawMeeting>([userId], statement, [userId, id])
  return row
}

/** $1 user, $2 meeting. */
const statement = `
  SELECT e.raw AS event, coalesce((SELECT jsonb_agg(v.raw ORDER BY v.created_at NULLS LAST, v.uuid)
    FROM calendly_sync.meeting_invitees v WHERE v.user_id = $1 AND v.meeting_id = m.id), '[]') AS invitees
  FROM :schema.meetings m LEFT JOIN calendly_sync.scheduled_events e USING (id)
  WHERE m.user_id = $1 AND m.id = $2 AND m.meeting_source = 'calendly'`
