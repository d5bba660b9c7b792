import type { Alert, AlertQuery } from '../../contract-alerts.ts'
import { alertKinds } from '../../resources/alert-kinds.ts'
import type { Database } from '../database.ts'
import { conditions } from './conditions.ts'
import { decodeCursor } from './cursor.ts'
import { defaultLimit, page } from './page.ts'
import type { Viewer } from './runs.ts'

/** An incident as it lies there; its words of the kind are added. */
type Row = Omit<Alert, 'title' | 'consequence'>

const columns = `i.id, i.kind, CASE WHEN i.healed_at IS NULL THEN 'open' ELSE 'healed' END AS state, i.code,
  CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name, 'email', a.email) END AS account,
  i.user_id IS NULL AS "isOfInstallation", i.message, i.next_step AS "nextStep", i.since, i.opened_at AS "openedAt",
  i.healed_at AS "healedAt",
  EXISTS (SELECT FROM calendly_sync.mutes m WHERE m.until > now() AND (m.code = i.code OR m.account_id = i.account_id)) AS "isMuted",
  (SELECT coalesce(json_agg(json_build_object('type', m.type, 'sentAt',
      to_char(m.sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ORDER BY m.sent_at), '[]')
    FROM calendly_sync.alert_mails m WHERE m.incident_id = i.id AND m.sent_at IS NOT NULL) AS mails`

const from = 'calendly_sync.incidents i LEFT JOIN calendly_sync.accounts a ON a.id = i.account_id'

/**
 * Incidents, newest first: the viewer's own, and for operators those of the installation. Mutes are no rows of tenants, so
 * it is asked for the installation, and whose it is stands in the query.
 *
 * @throws SyncError `bad_cursor`
 */
export async function listAlerts(
  database: Database,
  viewer: Viewer,
  query: AlertQuery,
): Promise<{ readonly data: Alert[]; readonly nextCursor: string | null }> {
  const { limit = defaultLimit, cursor, ...filters } = query
  const found = conditions()
  found.add('i.user_id = ? OR (i.user_id IS NULL AND ?::boolean)', viewer.userId, viewer.isOperator)
  const state = query.state ?? 'open'
  if (state !== 'all') found.add(state === 'open' ? 'i.healed_at IS NULL' : 'i.healed_at IS NOT NULL')
  if (query.kind !== undefined) found.add('i.kind = ?', query.kind)
  if (query.accountId !== undefined) found.add('i.account_id = ?', query.accountId)
  if (cursor !== undefined) {
    const position = decodeCursor(cursor, filters, ['instant', 'uuid'])
    found.add('(i.opened_at, i.id) < (?::timestamptz, ?::uuid)', ...position)
  }
  const text = `SELECT ${columns} FROM ${from} WHERE ${found.where}
    ORDER BY i.opened_at DESC, i.id DESC LIMIT ${found.bind(limit + 1)}`
  const rows = await database.query<Row>('installation', text, found.values)
  const { data, nextCursor } = page(rows, limit, filters, (row) => [row.openedAt, row.id])
  return { data: data.map(inWords), nextCursor }
}

/** What a mail is about: one incident, or all that are open for somebody (null: operators). At most 50. */
export async function alertsOf(
  database: Database,
  what: { readonly incidentId: string } | { readonly openFor: string | null },
): Promise<Alert[]> {
  const found = conditions()
  if ('incidentId' in what) found.add('i.id = ?', what.incidentId)
  else found.add('i.user_id IS NOT DISTINCT FROM ?::uuid AND i.healed_at IS NULL', what.openFor)
  const text = `SELECT ${columns} FROM ${from} WHERE ${found.where} ORDER BY i.opened_at LIMIT 50`
  const rows = await database.query<Row>('installation', text, found.values)
  return rows.map(inWords)
}

function inWords(row: Row): Alert {
  const { title, consequence } = alertKinds[row.kind]
  return { ...row, title, consequence }
}
