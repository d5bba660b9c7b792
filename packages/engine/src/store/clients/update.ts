import { noteInAudit } from '../audit.ts'
import type { Database } from '../database.ts'
import { actAlone } from '../merge/by-hand.ts'
import { findRecord, relink } from './tree.ts'

/** What a user says of a client. Absent: as it is; null: what Calendly says, and for notes none. */
export interface ClientChange {
  readonly name?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly notes?: string | null | undefined
}

/**
 * Writes what the user says of a client; it wins over what Calendly says, now and later.
 *
 * @returns false when the user has no such client.
 */
export async function changeClient(
  database: Database,
  userId: string,
  id: string,
  change: ClientChange,
): Promise<boolean> {
  return database.transaction([userId], async (tx) => {
    await actAlone(tx)
    const record = await findRecord(tx, userId, id)
    if (!record) return false
    await tx.query(write, [
      userId,
      record.root,
      change.name !== undefined,
      change.name ?? null,
      change.phone !== undefined,
      change.phone ?? null,
      change.notes !== undefined,
      change.notes ?? null,
    ])
    // Calendly's own comes back from the bookings.
    if (change.name === null || change.phone === null) await relink(tx, userId, [record.root])
    const fields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    const facts = { clientId: record.root, fields }
    await noteInAudit(tx, { userId, actor: userId, action: 'client.changed', facts })
    return true
  })
}

/** $1 user, $2 client; then whether it is told and what, for name, phone and notes. */
const write = `
  UPDATE :schema.clients SET
    name_set = CASE WHEN $3 THEN $4 ELSE name_set END, name = CASE WHEN $3 THEN $4 ELSE name END,
    phone_set = CASE WHEN $5 THEN $6 ELSE phone_set END, phone = CASE WHEN $5 THEN $6 ELSE phone END,
    notes = CASE WHEN $7 THEN $8 ELSE notes END, updated_at = now()
  WHERE user_id = $1 AND id = $2`
