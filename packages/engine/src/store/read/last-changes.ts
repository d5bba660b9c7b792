import type { Instant } from '../../contract.ts'
import type { Database } from '../database.ts'

/** When anything that people see last changed, by account; `updated_at` moves with nothing else. */
export async function readLastChanges(
  database: Database,
  accountIds: readonly string[],
): Promise<Map<string, Instant>> {
  if (accountIds.length === 0) return new Map()
  const rows = await database.query<{ id: string; at: Instant | null }>('installation', statement, [
    accountIds,
  ])
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])))
}

/** $1 accounts. Leans on meetings_by_account, from its newest end. */
const statement = `
  SELECT a.id, (SELECT m.updated_at FROM :schema.meetings m WHERE m.user_id = a.user_id AND m.calendly_account_id = a.id
      AND m.meeting_source = 'calendly'
    ORDER BY m.updated_at DESC LIMIT 1) AS at
  FROM calendly_sync.accounts a WHERE a.id = ANY ($1::uuid[])`
