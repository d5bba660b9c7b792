import { setTimeout as sleep } from 'node:timers/promises'
import { createSimulator } from 'calendly-simulator'
import { startDatabase } from './support/database.ts'
import { booking, type Host, type Signed, signingKey } from './support/deliveries.ts'
import { isQuick, percentile, report } from './support/figure.ts'
import { followMeetings } from './support/follow-meetings.ts'
import { postPaced } from './support/post-load.ts'
import { startServerProcess } from './support/server-process.ts'

/*
 * From sending a delivery to its row in `meetings` (seen by another session), and to the event that an open page gets;
 * first with an empty inbox, then behind a backlog. One server does everything; simulator and load share its cores.
 */

const perSecond = 100
const forMs = isQuick() ? 3000 : 20_000
const backlog = isQuick() ? 2000 : 100_000

const database = await startDatabase({ fsync: 'on', synchronous_commit: 'on' })
const simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
const { url: origin } = await simulator.listen()
const server = await startServerProcess({
  DATABASE_URL: database.connectionString,
  CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
  CALENDLY_API_URL: origin,
  CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
  SYNC_STARTUP_DELAY_SECONDS: '86400',
})
try {
  const { uri, email, name } =
    simulator.world.users().find((one) => one.uri === simulator.people.adviser) ?? {}
  if (!uri || !email || !name) throw new Error('the world has its adviser')
  const host: Host = { uri, email, name }
  await imported()
  let number = 0
  const fresh = (): Signed => booking(host, `live-${number++}`, Date.now() + 86_400_000 + number * 60_000)
  const idle = await measure(fresh)
  await fill(host)
  const startedAt = performance.now()
  const behind = await measure(fresh)
  const leftAfter = await waiting()
  const drainedPerSecond = ((backlog - leftAfter) / (performance.now() - startedAt)) * 1000
  report({
    sizes: `${perSecond}/s for ${forMs / 1000} s, then the same behind ${backlog} deliveries`,
    figures: [
      { ...figure('delivery to visible row, p99', idle.rowMs), target: { atMost: 250 } },
      { ...figure('delivery to the event of an open page, p99', idle.eventMs), target: { atMost: 1000 } },
      { ...figure('the row behind the backlog, p99', behind.rowMs), target: { atMost: 250 } },
      { ...figure('the event behind the backlog, p99', behind.eventMs), target: { atMost: 1000 } },
      {
        name: 'backlog drained meanwhile',
        value: drainedPerSecond,
        unit: '/s',
        measured: `${backlog - leftAfter} of ${backlog} applied while ${idle.rowMs.length} live ones came`,
      },
    ],
  })
} finally {
  await server.stop()
  await simulator.close()
  await database.stop()
}

function figure(name: string, ms: readonly number[]) {
  return {
    name,
    value: percentile(ms, 0.99),
    unit: 'ms' as const,
    measured: `of ${ms.length}; median ${percentile(ms, 0.5).toFixed(0)} ms, longest ${Math.max(...ms).toFixed(0)} ms`,
  }
}

async function measure(next: () => Signed) {
  const sentAt = new Map<string, number>()
  const watch = await followMeetings(database.admin, server.url)
  await postPaced(`${server.url}/api/calendly/webhook`, perSecond, forMs, next, (delivery, atMs) =>
    sentAt.set(delivery.eventUuid, atMs),
  )
  const seen = await watch.end([...sentAt.keys()])
  const since = (moments: ReadonlyMap<string, number>) =>
    [...sentAt].map(([uuid, atMs]) => (moments.get(uuid) ?? Number.POSITIVE_INFINITY) - atMs)
  return { rowMs: since(seen.rows), eventMs: since(seen.events) }
}

/** Puts a backlog into the inbox: bodies of as many bookings, as they would have come. */
async function fill(host: Host): Promise<void> {
  const template = booking(host, 'NAME', 0).body.toString()
  await database.admin.query(
    `INSERT INTO calendly_sync.webhook_deliveries (endpoint_id, digest, is_verified, headers, body, received_at, due_at)
     SELECT '00000000-0000-0000-0000-000000000000', sha256(body), true, '{}', body, at, at FROM (
       SELECT convert_to(replace(replace($1, 'NAME', 'old-' || n), '1970-01-01T00', '2027-01-01T' || lpad((n % 24)::text, 2, '0')), 'UTF8') AS body,
         now() - interval '1 hour' + n * interval '10 ms' AS at
       FROM generate_series(1, $2::int) n) made`,
    [template, backlog],
  )
  await database.admin.query('ANALYZE calendly_sync.webhook_deliveries')
  // What we have just written in one go is on disk before anybody is timed; a real backlog comes over hours.
  await database.admin.query('CHECKPOINT')
}

async function waiting(): Promise<number> {
  const { rows } = await database.admin.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM calendly_sync.webhook_deliveries WHERE due_at IS NOT NULL',
  )
  return rows[0]?.left ?? 0
}

async function imported(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${server.url}/api/calendly/runs?trigger=import&state=succeeded`)
    if (answer.ok && (await answer.text()).includes('succeeded')) return
    await sleep(50)
  }
}
