import type { MeetingFilters } from '../../contract.ts'
import { emailKey } from '../../resources/email.ts'
import type { Transaction } from '../database.ts'
import { searchedType } from '../searched-type.ts'
import { type Conditions, conditions, wordPatterns } from './conditions.ts'

/**
 * What a user's meetings must fulfil.
 *
 * @param nowMs - epoch milliseconds; tells past from upcoming.
 * @returns conditions on meetings `m`.
 */
export function findMeetings(userId: string, filters: MeetingFilters, nowMs: number): Conditions {
  const found = conditions()
  found.add(`m.user_id = ?::uuid AND m.meeting_source = 'calendly'`, userId)
  addView(found, filters, new Date(nowMs).toISOString())
  addFilters(found, filters)
  addSearch(found, userId, filters)
  return found
}

/** Makes room for the ids that a search finds: without it, half a million would be looked for one by one. */
export async function makeRoom(
  tx: Transaction,
  { q, host, eventType, accountId }: MeetingFilters,
): Promise<void> {
  if ([q, host, eventType, accountId].every((filter) => filter === undefined)) return
  await tx.query("SELECT set_config('work_mem', '64MB', true)")
}

/** What each view shows, on meetings `m`; `now` is a parameter. */
export const views = {
  upcoming: (now: string) => `NOT m.is_deleted AND m.end_time > ${now}::timestamptz`,
  past: (now: string) => `NOT m.is_deleted AND m.end_time <= ${now}::timestamptz`,
  cancelled: () => 'm.is_deleted',
  'no-show': () => `m.attendees @> '[{"noShow": true}]'`,
  all: () => 'true',
}

/** The half of a move that has been replaced by another row. */
export const isReplaced = '(m.is_deleted AND m.rescheduled_to IS NOT NULL)'

function addView(found: Conditions, filters: MeetingFilters, now: string): void {
  const { view, includeDeleted = false, chains } = filters
  if (view !== undefined)
    found.add(views[view]('?'), ...(view === 'upcoming' || view === 'past' ? [now] : []))
  else if (!includeDeleted) found.add('NOT m.is_deleted')
  if (chains === 'collapsed' && view !== 'no-show') found.add(`NOT ${isReplaced}`)
}

function addFilters(found: Conditions, filters: MeetingFilters): void {
  const { from, to, updatedSince, clientId, accountId, eventType, location } = filters
  if (from !== undefined) found.add('m.start_time >= ?::timestamptz', from)
  if (to !== undefined) found.add('m.start_time < ?::timestamptz', to)
  if (updatedSince !== undefined) found.add('m.updated_at >= ?::timestamptz', updatedSince)
  if (clientId !== undefined) {
    found.add('m.id IN (SELECT meeting_id FROM :schema.meeting_clients WHERE client_id = ?::uuid)', clientId)
  }
  if (accountId !== undefined) {
    found.add(
      isAmong('SELECT meeting_id FROM calendly_sync.meeting_accounts WHERE account_id = ?::uuid'),
      accountId,
    )
  }
  if (eventType !== undefined && !isUri(eventType)) found.add('m.title = ?', eventType)
  if (location !== undefined) found.add(`coalesce(m.location ->> 'type', 'none') = ?`, location)
}

/** What stands in `meeting_search`; all of it in one look. */
function addSearch(found: Conditions, userId: string, { q, host, eventType }: MeetingFilters): void {
  const words = wordPatterns(q ?? '').map((word) => ['words LIKE lower(?)', word])
  const hosts = host === undefined ? [] : [['? = ANY(hosts)', isUri(host) ? host : (emailKey(host) ?? host)]]
  const types = isUri(eventType) ? [[`event_type = ${searchedType('?')}`, eventType]] : []
  const all = [...words, ...hosts, ...types]
  if (all.length === 0) return
  const where = all.map(([condition]) => condition).join(' AND ')
  found.add(
    isAmong(`SELECT meeting_id FROM calendly_sync.meeting_search WHERE user_id = ?::uuid AND ${where}`),
    userId,
    ...all.map(([, value]) => value),
  )
}

/**
 * Looked up in a set that is made once, while the meetings are walked through in their order: how many the set holds is
 * beyond the planner's knowledge, and as a join it would read each of 50,000 by itself (900 ms instead of 70).
 */
function isAmong(select: string): string {
  return `(m.id IN (${select})) IS TRUE`
}

function isUri(text: string | undefined): text is string {
  return text !== undefined && /^https?:/.test(text)
}
