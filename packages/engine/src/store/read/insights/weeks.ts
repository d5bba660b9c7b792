import type { MeetingsWeek } from '../../../contract/insights.ts'
import type { Transaction } from '../../database.ts'

const weeksBefore = 21
const weeksAhead = 4

/** Meetings by week of their start and what became of them; weeks without any are there as well. */
export async function readWeeks(tx: Transaction, userId: string, nowMs: number): Promise<MeetingsWeek[]> {
  return tx.query<MeetingsWeek>(statement, [userId, new Date(nowMs).toISOString(), weeksBefore, weeksAhead])
}

/** Nobody of those who were invited and did not cancel came. Guests do not count: Calendly does not say of them. */
const isNoShow = `m.attendees @> '[{"noShow": true}]' AND NOT EXISTS (
  SELECT FROM jsonb_array_elements(m.attendees) a
  WHERE a ->> 'status' = 'active' AND a -> 'noShow' = 'false' AND a -> 'isGuest' = 'false')`

/** $1 user, $2 now, $3 weeks before and $4 after the present one. Leans on meetings_by_start. */
const statement = `
  WITH weeks AS (
    SELECT week FROM generate_series(date_trunc('week', $2::timestamptz) - $3 * interval '7 days',
      date_trunc('week', $2::timestamptz) + $4 * interval '7 days', interval '7 days') AS week
  ),
  mine AS (
    SELECT date_trunc('week', m.start_time) AS week, m.is_deleted, m.deleted_reason, m.rescheduled_to,
      m.end_time <= $2::timestamptz AS is_over, m.end_time <= $2::timestamptz AND NOT m.is_deleted AND ${isNoShow} AS is_no_show
    FROM :schema.meetings m
    WHERE m.user_id = $1 AND m.meeting_source = 'calendly' AND m.start_time >= (SELECT min(week) FROM weeks)
      AND m.start_time < (SELECT max(week) + interval '7 days' FROM weeks)
  )
  SELECT to_char(weeks.week, 'YYYY-MM-DD') AS week,
    (count(*) FILTER (WHERE NOT is_deleted AND is_over AND is_no_show IS NOT TRUE))::int AS held,
    (count(*) FILTER (WHERE deleted_reason = 'canceled' AND rescheduled_to IS NULL))::int AS cancelled,
    (count(*) FILTER (WHERE is_no_show))::int AS "noShow",
    (count(*) FILTER (WHERE NOT is_deleted AND NOT is_over))::int AS upcoming
  FROM weeks LEFT JOIN mine USING (week) GROUP BY weeks.week ORDER BY weeks.week`
