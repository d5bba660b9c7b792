/*
 * Mirrors one Calendly account into a database and prints what lies ahead:
 *
 *   DATABASE_URL=postgres://… CALENDLY_PERSONAL_ACCESS_TOKEN=… npx tsx --conditions=source examples/embed-in-a-script.ts
 */
import { createSync } from 'calendly-sync-engine'

const sync = createSync({
  database: { connectionString: process.env['DATABASE_URL'] ?? '' },
  calendly: {
    origin: process.env['CALENDLY_API_URL'],
    personalAccessToken: process.env['CALENDLY_PERSONAL_ACCESS_TOKEN'],
  },
  users: 'local',
})

await sync.migrate()
await sync.start()
try {
  const user = await waitFor(() => sync.users.local())
  const run = await sync.sync(user, { waitMs: 60_000 })
  console.log(`${run.state}: ${run.new} new, ${run.updated} updated, ${run.deleted} cancelled`)
  const { data } = await sync.meetings.list(user, { view: 'upcoming', limit: 5 })
  for (const meeting of data) console.log(meeting.startTime, meeting.title, meeting.locationText ?? '')
} finally {
  await sync.stop()
}

/** The first start has to ask Calendly whose token it is. */
async function waitFor<Value>(ask: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await ask()
    if (value !== undefined) return value
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
