import type { ScheduledEventFact } from '../resources/scheduled-event.ts'
import type { Database } from './database.ts'

/** An account that an organization's list speaks to. */
export interface Listener {
  readonly id: string
  readonly user_id: string
  readonly calendly_user: string
}

/**
 * Whom a page of an organization's list tells something: the hosts for whom the mirror does not hold exactly this,
 * and who holds a live meeting that others host now. Most pages tell nobody anything, and this is one look for all.
 * Whether something was told before is asked as the merge asks it (`merge/news.ts`); what the merge makes of it is the
 * merge's business. An event that names no host tells nobody.
 *
 * @param listeners - one account of each Calendly user and user of ours.
 * @returns uuids by account id.
 */
export async function whomToTell(
  database: Database,
  listeners: readonly Listener[],
  events: readonly ScheduledEventFact[],
): Promise<Map<string, Set<string>>> {
  const byHost = new Map<string, Listener[]>()
  for (const one of listeners) byHost.set(one.calendly_user, [...(byHost.get(one.calendly_user) ?? []), one])
  const hosted = events.filter((event) => event.hosts.length > 0)
  const told = hosted.flatMap(({ uuid, digest, hosts }) =>
    hosts.flatMap(({ user }) =>
      (byHost.get(user) ?? []).map(({ id, user_id }) => ({ account_id: id, user_id, uuid, digest })),
    ),
  )
  const users = [...new Set(listeners.map((one) => one.user_id))]
  const rows = await database.query<{ account_id: string; uuid: string }>(users, untold, [
    JSON.stringify(told),
    listeners.map((one) => one.id),
    users,
    hosted.map((event) => event.uuid),
  ])
  const found = new Map<string, Set<string>>()
  for (const { account_id, uuid } of rows)
    found.set(account_id, (found.get(account_id) ?? new Set()).add(uuid))
  return found
}

/** $1 events with each account that hosts them, $2 accounts, $3 users, $4 events. Leans on the unique key. */
const untold = `
  WITH told AS (SELECT * FROM json_to_recordset($1::json) AS t(account_id uuid, user_id uuid, uuid text, digest text))
  SELECT t.account_id, t.uuid FROM told t
  LEFT JOIN calendly_sync.scheduled_events s ON s.user_id = t.user_id AND s.uuid = t.uuid
  LEFT JOIN calendly_sync.meeting_accounts a ON a.meeting_id = s.id AND a.account_id = t.account_id
  WHERE s.digest IS DISTINCT FROM t.digest OR s.presence <> 'present' OR a.meeting_id IS NULL
    OR a.missing_since IS NOT NULL
  UNION ALL
  SELECT a.account_id, s.uuid FROM calendly_sync.scheduled_events s
  JOIN calendly_sync.meeting_accounts a ON a.meeting_id = s.id AND a.account_id = ANY ($2::uuid[])
  WHERE s.user_id = ANY ($3::uuid[]) AND s.uuid = ANY ($4::text[]) AND s.presence = 'present'
    AND NOT EXISTS (SELECT FROM told t WHERE t.user_id = s.user_id AND t.uuid = s.uuid)`
