import type { Transaction } from '../database.ts'
import { linkClients, refreshClientSpans } from '../merge/clients.ts'
import { project } from '../merge/project.ts'

/** A record: one address of a user's client. */
export interface ClientRecord {
  readonly id: string
  readonly email_key: string
  /** The client that it belongs to; itself, unless the user has merged it into another. */
  readonly root: string
}

/** @returns undefined when the user has no such record. */
export async function findRecord(
  tx: Transaction,
  userId: string,
  id: string,
): Promise<ClientRecord | undefined> {
  const [row] = await tx.query<ClientRecord>(
    `SELECT id, email_key, coalesce(merged_into, id) AS root FROM :schema.clients WHERE user_id = $1 AND id = $2`,
    [userId, id],
  )
  return row
}

/** All records of a client, its own first. @param root - id of one that is merged into no other. */
export async function recordsOf(tx: Transaction, userId: string, root: string): Promise<ClientRecord[]> {
  return tx.query<ClientRecord>(
    `SELECT id, email_key, $2::uuid AS root FROM :schema.clients WHERE user_id = $1 AND (id = $2 OR merged_into = $2)
     ORDER BY id <> $2, merged_at, id`,
    [userId, root],
  )
}

/** Derives anew what hangs on clients that were merged, taken apart or named: links, attendees, first and last meeting. */
export async function relink(tx: Transaction, userId: string, clients: readonly string[]): Promise<void> {
  const meetings = await tx.query<{ id: string }>(
    `SELECT DISTINCT l.meeting_id AS id FROM :schema.meeting_clients l WHERE l.user_id = $1 AND l.client_id = ANY($2::uuid[])`,
    [userId, clients],
  )
  const ids = meetings.map((meeting) => meeting.id)
  const linked = await linkClients(tx, ids)
  await project(tx, ids, { cause: 'client' })
  await refreshClientSpans(tx, [...new Set([...clients, ...linked])])
}
