import type { Audience } from '../../contract-alerts.ts'
import type { StoredRules } from '../../resources/alert-kinds.ts'
import { noteInAudit } from '../audit.ts'
import type { Database, Transaction } from '../database.ts'

const ofOperators = 'operator_alerts'

/** What an audience has changed; null: nothing. */
export async function readRules(database: Database, audience: Audience): Promise<StoredRules | null> {
  if (audience === 'operator') return database.transaction('installation', operatorRules)
  const { userId } = audience
  const [row] = await database.query<{ rules: StoredRules }>(
    [userId],
    'SELECT rules FROM calendly_sync.alert_rules WHERE user_id = $1',
    [userId],
  )
  return row?.rules ?? null
}

export async function operatorRules(tx: Transaction): Promise<StoredRules | null> {
  const [row] = await tx.query<{ value: StoredRules }>(
    'SELECT value FROM calendly_sync.settings WHERE name = $1',
    [ofOperators],
  )
  return row?.value ?? null
}

/** The rules of these users, of those who have changed any. */
export async function rulesOfUsers(
  tx: Transaction,
  users: readonly string[],
): Promise<ReadonlyMap<string, StoredRules>> {
  if (users.length === 0) return new Map()
  const rows = await tx.query<{ user_id: string; rules: StoredRules }>(
    'SELECT user_id, rules FROM calendly_sync.alert_rules WHERE user_id = ANY ($1::uuid[])',
    [users],
  )
  return new Map(rows.map((row) => [row.user_id, row.rules]))
}

/**
 * Changes rules under their lock, so that two changes at once both count.
 *
 * @param actor - who does it; null: whoever had the link of a mail.
 */
export async function saveRules(
  database: Database,
  audience: Audience,
  actor: string | null,
  change: (stored: StoredRules | null) => StoredRules,
): Promise<StoredRules> {
  if (audience === 'operator') return saveOperatorRules(database, actor, change)
  const { userId } = audience
  return database.transaction([userId], async (tx) => {
    await tx.query(
      "INSERT INTO calendly_sync.alert_rules (user_id, rules) VALUES ($1, '{}') ON CONFLICT DO NOTHING",
      [userId],
    )
    const [row] = await tx.query<{ rules: StoredRules }>(
      'SELECT rules FROM calendly_sync.alert_rules WHERE user_id = $1 FOR UPDATE',
      [userId],
    )
    const rules = change(row?.rules ?? null)
    await tx.query('UPDATE calendly_sync.alert_rules SET rules = $2, updated_at = now() WHERE user_id = $1', [
      userId,
      JSON.stringify(rules),
    ])
    await noteInAudit(tx, { userId, actor, action: 'alerts.rules_changed', facts: { rules } })
    return rules
  })
}

async function saveOperatorRules(
  database: Database,
  actor: string | null,
  change: (stored: StoredRules | null) => StoredRules,
): Promise<StoredRules> {
  return database.transaction('installation', async (tx) => {
    await tx.query(
      "INSERT INTO calendly_sync.settings (name, value) VALUES ($1, '{}') ON CONFLICT DO NOTHING",
      [ofOperators],
    )
    const [row] = await tx.query<{ value: StoredRules }>(
      'SELECT value FROM calendly_sync.settings WHERE name = $1 FOR UPDATE',
      [ofOperators],
    )
    const rules = change(row?.value ?? null)
    await tx.query('UPDATE calendly_sync.settings SET value = $2 WHERE name = $1', [
      ofOperators,
      JSON.stringify(rules),
    ])
    const facts = { rules, of: 'operators' }
    if (actor !== null) await noteInAudit(tx, { userId: actor, actor, action: 'alerts.rules_changed', facts })
    return rules
  })
}
