import type { MeetingFacets, MeetingFilters } from '../../contract.ts'
import type { Database } from '../database.ts'
import { findMeetings, isReplaced, makeRoom, views } from './meeting-filters.ts'

/**
 * How many of a user's meetings there are by view, and by what they can be narrowed down to, under the filters that are
 * set already.
 *
 * @param nowMs - epoch milliseconds; tells upcoming from past.
 */
export async function meetingFacets(
  database: Database,
  userId: string,
  filters: MeetingFilters,
  nowMs: number,
): Promise<MeetingFacets> {
  const tabs = tabsStatement(userId, filters, nowMs)
  const menus = menusStatement(userId, filters, nowMs)
  return database.transaction([userId], async (tx) => {
    const [, [counted], rows] = await Promise.all([
      makeRoom(tx, filters),
      tx.query<MeetingFacets['tabs']>(tabs.text, tabs.values),
      tx.query<MenuRow>(menus.text, menus.values),
    ])
    if (!counted) throw new Error('an aggregate answers one row')
    const menu = (of: string) => rows.filter((row) => row.menu === of)
    return {
      tabs: counted,
      hosts: menu('host').map(({ value, title, email, count }) => ({ value, name: title, email, count })),
      eventTypes: menu('eventType').map(({ value, title, count }) => ({
        value,
        title: title ?? value,
        count,
      })),
      locations: menu('location').map(({ value, count }) => ({ value, count })),
      accounts: menu('account').map(({ value, count }) => ({ value, count })),
    }
  })
}

interface MenuRow {
  readonly menu: string
  readonly value: string
  readonly title: string | null
  readonly email: string | null
  readonly count: number
}

function tabsStatement(userId: string, filters: MeetingFilters, nowMs: number) {
  const { view: _, chains, ...others } = filters
  const found = findMeetings(userId, { ...others, view: 'all' }, nowMs)
  const now = found.bind(new Date(nowMs).toISOString())
  const isRow = chains === 'collapsed' ? `NOT ${isReplaced}` : 'true'
  const count = (condition: string) => `count(*) FILTER (WHERE ${condition})::int`
  const text = `
    SELECT ${count(`${views.upcoming(now)} AND ${isRow}`)} AS upcoming, ${count(`${views.past(now)} AND ${isRow}`)} AS past,
      ${count(`${views.cancelled()} AND ${isRow}`)} AS cancelled, ${count(views['no-show']())} AS "noShow",
      ${count(isRow)} AS "all"
    FROM :schema.meetings m WHERE ${found.where}`
  return { text, values: found.values }
}

const mostEntries = 200

/**
 * Alike meetings are counted first, which are few. Event types without a URI go by their title, as the filter does; the
 * name of a host is that of some meeting.
 */
function menusStatement(userId: string, filters: MeetingFilters, nowMs: number) {
  const found = findMeetings(userId, filters, nowMs)
  const user = found.bind(userId)
  const text = `
    WITH kinds AS MATERIALIZED (
      SELECT k.event_type, k.hosts, c.title, c.place, count(*)::int AS count, max(c.id::text) AS sample
      FROM (SELECT m.id, m.title, coalesce(m.location ->> 'type', 'none') AS place FROM :schema.meetings m WHERE ${found.where}) c
      LEFT JOIN (SELECT * FROM calendly_sync.meeting_search WHERE user_id = ${user}::uuid) k ON k.meeting_id = c.id
      GROUP BY 1, 2, 3, 4
    ),
    menus AS (
      SELECT 'host' AS menu, host AS value, sum(count)::int AS count, max(sample) AS sample, NULL AS title
      FROM kinds, unnest(hosts) host WHERE host LIKE 'http%' GROUP BY host
      UNION ALL
      SELECT 'eventType', coalesce(event_type, title), sum(count)::int, NULL, (array_agg(title ORDER BY count DESC, title))[1]
      FROM kinds GROUP BY 2
      UNION ALL
      SELECT 'location', place, sum(count)::int, NULL, NULL FROM kinds GROUP BY 2
      UNION ALL
      SELECT 'account', a.account_id::text, count(*)::int, NULL, NULL
      FROM (SELECT m.id FROM :schema.meetings m WHERE ${found.where}) c
      JOIN (SELECT * FROM calendly_sync.meeting_accounts WHERE user_id = ${user}::uuid) a ON a.meeting_id = c.id GROUP BY 2
    )
    SELECT menu, value, coalesce(n.title, h.name) AS title, h.email, count FROM (
      SELECT *, row_number() OVER (PARTITION BY menu ORDER BY count DESC, value) AS place FROM menus
    ) n LEFT JOIN LATERAL (
      SELECT h ->> 'name' AS name, h ->> 'email' AS email
      FROM calendly_sync.scheduled_events e, jsonb_array_elements(e.hosts) h
      WHERE e.id = n.sample::uuid AND h ->> 'user' = n.value LIMIT 1
    ) h ON true
    WHERE n.place <= ${mostEntries} ORDER BY menu, count DESC, value`
  return { text, values: found.values }
}
