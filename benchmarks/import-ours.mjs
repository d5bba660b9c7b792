import { setTimeout as sleep } from 'node:timers/promises'
import { createSync } from 'calendly-sync-engine'

/*
 * One first import by the built engine in a process of its own, so that its memory is its own. Prints what it took.
 * Environment: DATABASE_URL (migrated), CALENDLY_API_URL, CALENDLY_PERSONAL_ACCESS_TOKEN.
 */

const { DATABASE_URL, CALENDLY_API_URL, CALENDLY_PERSONAL_ACCESS_TOKEN } = process.env
const dayMs = 86_400_000
const sync = createSync({
  database: { connectionString: DATABASE_URL },
  calendly: { origin: CALENDLY_API_URL, personalAccessToken: CALENDLY_PERSONAL_ACCESS_TOKEN },
  schedule: { intervalMs: dayMs, startupDelayMs: dayMs },
  users: 'local',
})
const startedAt = performance.now()
await sync.start()
const run = await ended()
const tookMs = performance.now() - startedAt
await sync.stop()
if (run.state !== 'succeeded')
  throw new Error(`the import ended as ${run.state}: ${JSON.stringify(run.errors)}`)
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
console.log(
  JSON.stringify({
    meetings: run.new,
    calls: run.requests,
    tookMs,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakMb: maxRSS / 1024,
  }),
)

async function ended() {
  for (;;) {
    const userId = await sync.users.local()
    const { data } = userId ? await sync.runs.list({ userId, isOperator: false }) : { data: [] }
    const found = data.find((one) => one.trigger === 'import' && one.finishedAt)
    if (found) return found
    await sleep(250)
  }
}
