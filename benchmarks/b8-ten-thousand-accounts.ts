import { setTimeout as sleep } from 'node:timers/promises'
import { startCheapCalendly } from './support/cheap-calendly.ts'
import { openCpuMeter } from './support/cpu.ts'
import { startDatabase } from './support/database.ts'
import { booking, type Signed, signingKey } from './support/deliveries.ts'
import { isQuick, percentile, report } from './support/figure.ts'
import { copyAccount, encryptionKeys, imported, makeDue, many } from './support/many-accounts.ts'
import { postPaced } from './support/post-load.ts'
import { startServerProcess } from './support/server-process.ts'

/*
 * Ten thousand accounts with a hundred meetings ahead each, on a tick of a quarter of an hour: one every 90 ms. Measured
 * over a slice of the grid, for the pace is the same all along it; the accounts of the slice have their meetings in the
 * tables, the others are accounts only. Calendly is a cheap one of the benchmark's own, in the benchmark's process: the
 * simulator would be most of what is measured. Each account has a token of its own, without a limit. Webhooks come
 * meanwhile, about new meetings of accounts behind the slice.
 */

const accounts = isQuick() ? 1000 : 10_000
const forMs = isQuick() ? 15_000 : 180_000
const spacingMs = 90
const webhooksPerSecond = 10
const meetings = 100
/** Accounts with meetings that are not due in the slice: webhooks are about theirs, which no list would show. */
const others = 100
const inSlice = Math.floor(forMs / spacingMs)

const database = await startDatabase({ fsync: 'on', synchronous_commit: 'on' })
const calendly = await startCheapCalendly(meetings)
const server = await startServerProcess({
  DATABASE_URL: database.connectionString,
  CALENDLY_PERSONAL_ACCESS_TOKEN: calendly.token,
  CALENDLY_API_URL: calendly.url,
  CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
  SYNC_STARTUP_DELAY_SECONDS: '86400',
  SYNC_INTERVAL_MINUTES: '15',
  ENCRYPTION_KEYS: encryptionKeys,
  PUBLIC_URL: 'http://sync.example', // not reachable from outside: no subscriptions of the accounts' own
})
try {
  await imported(database.admin)
  await copyAccount(database.admin, { accounts, mirrored: inSlice + others })
  await database.admin.query('CHECKPOINT')
  const cpu = await openCpuMeter(database.admin)
  const used = () => ({ server: cpu.process(server.pid), postgres: cpu.postgres() })
  const idle = await over(used, Math.min(forMs / 4, 20_000))

  const beginsMs = await makeDue(database.admin, 3000, spacingMs)
  await sleep(beginsMs - Date.now())
  let number = 0
  const next = (): Signed => {
    const host = {
      uri: `${many}${inSlice + 1 + (number % others)}`,
      email: 'host@bench.example',
      name: 'Host',
    }
    return booking(host, `live-${number++}`, Date.now() + 86_400_000 + number * 60_000)
  }
  const [busy, webhookMs] = await Promise.all([
    over(used, forMs),
    postPaced(`${server.url}/api/calendly/webhook`, webhooksPerSecond, forMs, next),
  ])
  await sleep(2000)
  const lateMs = Array.from({ length: inSlice }, (_, n) => {
    const dueMs = beginsMs + n * spacingMs
    const asked = calendly.listed.get(`${many}${n + 1}`)?.[0]
    return asked === undefined ? Number.POSITIVE_INFINITY : asked - dueMs
  })
  const share = (seconds: number, ms: number) => (seconds / (ms / 1000) / 2) * 100
  const total = share(busy.server + busy.postgres, forMs)
  report({
    sizes: `${accounts} accounts × ${meetings} meetings; ${inSlice} of them due within ${forMs / 1000} s, ${webhooksPerSecond} webhooks/s`,
    figures: [
      {
        name: 'CPU of server and Postgres, % of 2 cores',
        target: { atMost: 30 },
        value: total,
        measured: `server ${share(busy.server, forMs).toFixed(1)} %, Postgres ${share(busy.postgres, forMs).toFixed(1)} %`,
      },
      {
        name: 'the same with nothing due',
        value: share(idle.server + idle.postgres, idle.ms),
        measured: `server ${share(idle.server, idle.ms).toFixed(1)} %, Postgres ${share(idle.postgres, idle.ms).toFixed(1)} %`,
      },
      {
        name: 'CPU of one account’s tick, ms',
        value: ((busy.server + busy.postgres) * 1000) / inSlice,
        measured: 'all of it over the accounts, webhooks included',
      },
      {
        name: 'lateness, p99',
        target: { atMost: 5 },
        unit: 's',
        value: percentile(lateMs, 0.99) / 1000,
        measured: `of ${lateMs.length}; median ${percentile(lateMs, 0.5).toFixed(0)} ms, from due to the call that reaches Calendly`,
      },
      {
        name: 'lateness, longest',
        target: { atMost: 60 },
        unit: 's',
        value: Math.max(...lateMs) / 1000,
        measured: `${lateMs.filter((ms) => !Number.isFinite(ms)).length} never asked for`,
      },
      {
        name: 'webhook answered meanwhile, p99',
        target: { atMost: 50 },
        unit: 'ms',
        value: percentile(webhookMs, 0.99),
        measured: `of ${webhookMs.length}; median ${percentile(webhookMs, 0.5).toFixed(1)} ms`,
      },
    ],
  })
} finally {
  await server.stop()
  await calendly.close()
  await database.stop()
}

/** CPU seconds used within a span. */
async function over(used: () => { server: number; postgres: number }, ms: number) {
  const before = used()
  await sleep(ms)
  const after = used()
  return { server: after.server - before.server, postgres: after.postgres - before.postgres, ms }
}
