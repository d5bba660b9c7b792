import { noteInAudit } from '../audit.ts'
import type { Database, Transaction } from '../database.ts'
import { actAlone } from '../merge/by-hand.ts'
import { findRecord, relink } from './tree.ts'

/*
 *   ann ◀─merged_with─ ann+work ◀─merged_with─ a.lee        merged_into of both: ann
 *
 * Records stay; `merged_with` is what the user said, `merged_into` what follows from it. Whatever syncs later is linked with
 * `ann`. Taking `ann+work` away takes `a.lee` with it, as before the merge.
 */

/**
 * Makes two clients one: `other`, with what was merged into it before, from now on belongs to `id`. Merging what is one
 * already changes nothing.
 *
 * @returns the client that it is now; undefined when the user lacks one of the two.
 */
export async function joinClients(
  database: Database,
  userId: string,
  id: string,
  other: string,
): Promise<string | undefined> {
  return database.transaction([userId], async (tx) => {
    await actAlone(tx)
    return joinWithin(tx, userId, id, other)
  })
}

/** The same within a transaction that acts alone. */
export async function joinWithin(
  tx: Transaction,
  userId: string,
  id: string,
  other: string,
): Promise<string | undefined> {
  const [into, from] = [await findRecord(tx, userId, id), await findRecord(tx, userId, other)]
  if (!into || !from) return undefined
  if (into.root === from.root) return into.root
  await tx.query(
    'UPDATE :schema.clients SET merged_with = $3, merged_at = now(), updated_at = now() WHERE user_id = $1 AND id = $2',
    [userId, from.root, into.root],
  )
  await settleTree(tx, userId, from.root, into.root)
  await relink(tx, userId, [into.root, from.root])
  const facts = { clientId: into.root, otherId: from.root }
  await noteInAudit(tx, { userId, actor: userId, action: 'client.merged', facts })
  return into.root
}

/**
 * Takes a record that was merged into a client away from it again. What was suggested and accepted for it counts as refused.
 *
 * @returns false when `other` is not merged into the client.
 */
export async function partClients(
  database: Database,
  userId: string,
  id: string,
  other: string,
): Promise<boolean> {
  return database.transaction([userId], async (tx) => {
    await actAlone(tx)
    const isParted = await partWithin(tx, userId, id, other)
    if (isParted) {
      await tx.query(
        `UPDATE calendly_sync.client_suggestions SET decision = 'rejected', decided_at = now()
         WHERE user_id = $1 AND decision = 'accepted' AND $2 IN (client_id, other_id)`,
        [userId, other],
      )
    }
    return isParted
  })
}

/** The same within a transaction that acts alone. */
export async function partWithin(
  tx: Transaction,
  userId: string,
  id: string,
  other: string,
): Promise<boolean> {
  const [from, record] = [await findRecord(tx, userId, id), await findRecord(tx, userId, other)]
  if (!from || !record || record.root !== from.root || record.root === record.id) return false
  await tx.query(
    `UPDATE :schema.clients SET merged_with = NULL, merged_into = NULL, merged_at = NULL, updated_at = now()
     WHERE user_id = $1 AND id = $2`,
    [userId, record.id],
  )
  await settleTree(tx, userId, record.id, record.id)
  await relink(tx, userId, [from.root, record.id])
  const facts = { clientId: from.root, otherId: record.id }
  await noteInAudit(tx, { userId, actor: userId, action: 'client.unmerged', facts })
  return true
}

/** Of everything below `top`, and `top` itself unless it is the root: whom it belongs to. UNION ends where it met all. */
async function settleTree(tx: Transaction, userId: string, top: string, root: string): Promise<void> {
  await tx.query(
    `WITH RECURSIVE tree AS (
       SELECT id FROM :schema.clients WHERE user_id = $1 AND id = $2
       UNION
       SELECT c.id FROM tree t JOIN :schema.clients c ON c.merged_with = t.id AND c.user_id = $1
     )
     UPDATE :schema.clients c SET merged_into = $3 FROM tree t WHERE c.user_id = $1 AND c.id = t.id AND c.id <> $3`,
    [userId, top, root],
  )
}
