import { createSimulator } from 'calendly-simulator'
import { startDatabase } from './support/database.ts'
import { isQuick, report } from './support/figure.ts'
import { startMirror } from './support/mirror.ts'
import { readEverything } from './support/naive.ts'

/*
 * What a tick asks of Calendly when nothing has changed, and what the naive way (list everything, read every invitee)
 * asks for the same certainty.
 */

const meetings = isQuick() ? 500 : 2000
const upcoming = isQuick() ? 75 : 300
const pageSize = 100
const overlapMs = 2 * 86_400_000

const database = await startDatabase()
const simulator = await createSimulator({
  world: 'meetings',
  meetings,
  upcoming,
  rateLimitPerMinute: Number.POSITIVE_INFINITY,
})
const { url } = await simulator.listen()
const token = simulator.tokens.adviser
const mirror = await startMirror({
  database: { connectionString: database.connectionString },
  calendly: { origin: url, personalAccessToken: token },
})
try {
  await mirror.imported()
  simulator.requests.clear()
  await mirror.tick()
  const calls = simulator.requests.count()
  const lists = simulator.requests.count({ template: '/scheduled_events' })
  const { rows } = await database.admin.query<{ listed: number }>(
    `SELECT count(*)::int AS listed FROM calendly_sync.scheduled_events
     WHERE start_time >= now() - $1 * interval '1 ms'`,
    [overlapMs],
  )
  const listed = rows[0]?.listed ?? 0
  const pages = Math.ceil(listed / pageSize)
  const naive = await readEverything(url, token, simulator.people.adviser)
  report({
    sizes: `${meetings} meetings, ${upcoming} of them upcoming`,
    figures: [
      {
        name: 'list calls of a quiet tick ÷ pages that hold its events',
        target: { atMost: 1 },
        value: lists / pages,
        measured: `${lists} calls for ${listed} events (${pages} pages)`,
      },
      {
        name: 'its other calls',
        target: { atMost: 1 },
        value: calls - lists,
        unit: 'calls',
        measured: `${calls} calls in all`,
      },
      {
        name: 'calls of the naive way ÷ ours',
        target: { atLeast: isQuick() ? 1 : 400 },
        value: naive.calls / calls,
        measured: `${naive.calls} calls for ${naive.events} meetings ÷ ${calls}`,
      },
    ],
  })
} finally {
  await mirror.sync.stop()
  await simulator.close()
  await database.stop()
}
