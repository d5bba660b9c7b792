import { setTimeout as sleep } from 'node:timers/promises'
import { isQuick, report } from './support/figure.ts'
import { atTheLimitMs, limitPerMinute, startPacedImport } from './support/paced-import.ts'

/*
 * How soon a new user sees the next two weeks: the first import reads them before anything else. Timed from the first
 * call to Calendly (whose token is it?) until every meeting of the 14 days stands with its invitees.
 */

const meetings = isQuick() ? 500 : 2000
const soon = 60

const paced = await startPacedImport({ meetings, upcoming: 300, soon })
try {
  const { admin } = paced.database
  let standing = 0
  while (standing < soon) {
    await sleep(10)
    const { rows } = await admin.query<{ count: number }>(
      `SELECT count(*)::int FROM meetings
       WHERE start_time BETWEEN now() AND now() + interval '14 days' AND jsonb_array_length(attendees) > 0`,
    )
    standing = rows[0]?.count ?? 0
  }
  const tookMs = performance.now() - paced.firstCallAt
  const calls = paced.simulator.requests.count()
  const list = paced.simulator.requests.count({ template: '/scheduled_events' })
  const others = calls - list - soon
  report({
    sizes: `${meetings} meetings, ${soon} of them in the next 14 days, ${limitPerMinute} calls a minute`,
    figures: [
      {
        name: 'time until they stand ÷ the calls for it at the limit',
        target: { atMost: 1.05 },
        value: tookMs / atTheLimitMs(calls),
        measured: `${(tookMs / 1000).toFixed(2)} s for ${calls} calls (${soon} invitee lists, ${list} of events, ${others} others)`,
      },
      {
        name: 'the same against events and invitees alone',
        value: tookMs / atTheLimitMs(soon + Math.ceil(soon / 100)),
        measured: `${soon + Math.ceil(soon / 100)} calls`,
      },
    ],
  })
} finally {
  await paced.stop()
}
