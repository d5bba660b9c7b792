import type { ClientExport } from '../../contract/clients.ts'
import { noteInAudit } from '../audit.ts'
import type { Database } from '../database.ts'
import { readClient } from '../read/clients.ts'

/**
 * Everything that is kept of a client, to be handed over to the person; noted. Of other people there is nothing in it, and
 * no link that lets whoever has it cancel or move a meeting.
 *
 * @param nowMs - epoch milliseconds.
 * @returns undefined when the user has no such client.
 */
export async function exportClient(
  database: Database,
  userId: string,
  id: string,
  nowMs: number,
): Promise<ClientExport | undefined> {
  return database.transaction([userId], async (tx) => {
    const found = await readClient(tx, userId, id, nowMs)
    if (!found) return undefined
    const { meetings, ...client } = found
    const seats = await tx.query<ClientExport['seats'][number]>(ofSeats, [userId, client.id])
    const changes = await tx.query<ClientExport['changes'][number]>(ofChanges, [
      userId,
      meetings.map((meeting) => meeting.id),
    ])
    const facts = { clientId: client.id }
    await noteInAudit(tx, { userId, actor: userId, action: 'client.exported', facts })
    return {
      exportedAt: new Date(nowMs).toISOString(),
      client,
      meetings: meetings.map((meeting) => ({
        ...meeting,
        attendees: meeting.attendees?.filter((attendee) => attendee.clientId === client.id) ?? null,
      })),
      seats,
      changes,
    }
  })
}

/** $1 user, $2 client. Leans on meeting_invitees_by_email. */
const ofSeats = `
  SELECT v.id, v.meeting_id AS "meetingId", v.status, v.email, v.name, v.timezone, v.reminder_number AS "reminderNumber",
    v.answers, v.tracking, v.payment, v.no_show AS "noShow", v.reconfirmation, v.cancellation, v.created_at AS "createdAt",
    v.updated_at AS "updatedAt", v.raw - 'cancel_url' - 'reschedule_url' AS "asSent"
  FROM :schema.clients k JOIN calendly_sync.meeting_invitees v ON v.user_id = k.user_id AND v.email_key = k.email_key
  WHERE k.user_id = $1 AND (k.id = $2 OR k.merged_into = $2) ORDER BY v.created_at NULLS LAST, v.uuid`

/** $1 user, $2 meetings. */
const ofChanges = `
  SELECT seq::int, at, kind, meeting_id AS "meetingId" FROM calendly_sync.changes
  WHERE user_id = $1 AND meeting_id = ANY($2::uuid[]) ORDER BY changes.seq`
