import type { Account } from './accounts.ts'
import { noteInAudit } from './audit.ts'
import type { Database } from './database.ts'
import { type Fence, holdFence } from './fence.ts'
import { refreshClientSpans } from './merge/clients.ts'
import type { Cause } from './merge/observation.ts'
import { project } from './merge/project.ts'

/** A live meeting that the account's list should show and does not. */
export interface MissingEvent {
  readonly id: string
  readonly uuid: string
  /** Two days of lists without it have released it from the brake, or the user did. */
  readonly is_released: boolean
}

/**
 * Notes which live meetings of a range a complete list did not show, and which of them are to be asked for. One that
 * was read on its own today, and is alive, is not asked again until tomorrow.
 *
 * @param seen - uuids of all events that the list showed.
 */
export async function noteMissing(
  database: Database,
  account: Account,
  fence: Fence,
  range: { readonly fromMs: number; readonly toMs: number },
  seen: ReadonlySet<string>,
): Promise<MissingEvent[]> {
  const find = `
    SELECT e.id, e.uuid, a.missing_since, coalesce(a.missing_since < now() - interval '2 days', false) AS is_released
    FROM calendly_sync.scheduled_events e
    JOIN calendly_sync.meeting_accounts a ON a.meeting_id = e.id AND a.account_id = $1
    WHERE e.user_id = $2 AND e.presence = 'present' AND e.status <> 'canceled'
      AND e.start_time > to_timestamp($3) AND e.start_time < to_timestamp($4)
      AND (a.asked_at IS NULL OR a.asked_at < now() - interval '1 day')
      AND e.uuid <> ALL ($5::text[])
    ORDER BY a.missing_since NULLS LAST, e.start_time, e.uuid`
  const values = [account.id, account.user_id, range.fromMs / 1000 + 1, range.toMs / 1000 - 1, [...seen]]
  const scope = [account.user_id]
  const missing = await database.query<MissingEvent & { missing_since: string | null }>(scope, find, values)
  const news = missing.filter((row) => row.missing_since === null).map((row) => row.id)
  if (news.length > 0) {
    await database.transaction(scope, async (tx) => {
      await holdFence(tx, fence)
      await tx.query(
        `UPDATE calendly_sync.meeting_accounts SET missing_since = now()
         WHERE account_id = $1 AND meeting_id = ANY($2::uuid[]) AND missing_since IS NULL`,
        [account.id, news],
      )
    })
  }
  return missing
}

/**
 * What the brake goes by: live meetings known through the account, and the questions of this day. Read anew for each
 * pass, for the passes of one run share the day.
 */
export async function brakeFacts(
  database: Database,
  account: Account,
): Promise<{ readonly live: number; readonly askedToday: number }> {
  const [row] = await database.query<{ live: number; askedToday: number }>(
    [account.user_id],
    `SELECT count(*)::int AS live, (SELECT CASE WHEN asked_on = current_date THEN asked_count ELSE 0 END
         FROM calendly_sync.accounts WHERE id = $1) AS "askedToday"
       FROM calendly_sync.scheduled_events e
       JOIN calendly_sync.meeting_accounts a ON a.meeting_id = e.id AND a.account_id = $1
       WHERE e.presence = 'present' AND e.status <> 'canceled'`,
    [account.id],
  )
  if (!row) throw new Error('a count answers one row')
  return row
}

/**
 * Notes the answers: which meetings were found alive, how many questions this day has seen, whether the brake is on.
 *
 * @throws FenceLost
 */
export async function noteAnswers(
  database: Database,
  account: Account,
  fence: Fence,
  answers: { readonly alive: readonly string[]; readonly asked: number; readonly isBraked: boolean },
): Promise<void> {
  await database.transaction([account.user_id], async (tx) => {
    await holdFence(tx, fence)
    await tx.query(
      'UPDATE calendly_sync.meeting_accounts SET asked_at = now() WHERE account_id = $1 AND meeting_id = ANY($2::uuid[])',
      [account.id, answers.alive],
    )
    await tx.query(
      `UPDATE calendly_sync.accounts SET asked_on = current_date,
         asked_count = $2 + CASE WHEN asked_on = current_date THEN asked_count ELSE 0 END,
         brake_since = CASE WHEN $3 THEN coalesce(brake_since, now()) END
       WHERE id = $1`,
      [account.id, answers.asked, answers.isBraked],
    )
  })
}

/** Another event that the same token should be able to read, to tell a vanished event from a blind token. */
export async function controlEvent(
  database: Database,
  account: Account,
  not: readonly string[],
): Promise<string | undefined> {
  const [row] = await database.query<{ uuid: string }>(
    [account.user_id],
    `SELECT e.uuid FROM calendly_sync.scheduled_events e
       JOIN calendly_sync.meeting_accounts a ON a.meeting_id = e.id AND a.account_id = $1
       WHERE e.presence = 'present' AND a.missing_since IS NULL AND e.uuid <> ALL ($2::text[])
       ORDER BY e.version DESC LIMIT 1`,
    [account.id, not],
  )
  return row?.uuid
}

/**
 * Marks meetings that Calendly no longer shows to anybody. Undone when one is seen again.
 *
 * @param mark - from before the read that found them gone; what was learned since is not overruled.
 */
export async function markGone(
  database: Database,
  account: Account,
  fence: Fence,
  ids: readonly string[],
  mark: bigint,
  cause: Cause,
): Promise<void> {
  await database.transaction([account.user_id], async (tx) => {
    await holdFence(tx, fence)
    await tx.query(
      'SELECT FROM calendly_sync.scheduled_events WHERE id = ANY($1::uuid[]) ORDER BY user_id, uuid FOR UPDATE',
      [ids],
    )
    const gone = await tx.query<{ id: string }>(
      `UPDATE calendly_sync.scheduled_events SET presence = 'gone', version = nextval('calendly_sync.merge_clock')
       WHERE id = ANY($1::uuid[]) AND presence = 'present' AND status <> 'canceled' AND version <= $2 RETURNING id`,
      [ids, mark.toString()],
    )
    const meetings = gone.map((row) => row.id)
    if (meetings.length === 0) return
    await project(tx, meetings, { cause, fence })
    const linked = await tx.query<{ client_id: string }>(
      'SELECT DISTINCT client_id FROM :schema.meeting_clients WHERE meeting_id = ANY($1::uuid[])',
      [meetings],
    )
    await refreshClientSpans(
      tx,
      linked.map((row) => row.client_id),
    )
  })
}

/** The user's word that meetings which the lists no longer show are gone: their questions are asked without a limit. */
export async function releaseMissing(database: Database, userId: string, accountId: string): Promise<number> {
  return database.transaction([userId], async (tx) => {
    const rows = await tx.query(
      `UPDATE calendly_sync.meeting_accounts SET missing_since = now() - interval '3 days', asked_at = NULL
       WHERE account_id = $1 AND user_id = $2 AND missing_since IS NOT NULL RETURNING meeting_id`,
      [accountId, userId],
    )
    const facts = { accountId, meetings: rows.length }
    await noteInAudit(tx, { userId, actor: userId, action: 'account.missing_confirmed', facts })
    return rows.length
  })
}
