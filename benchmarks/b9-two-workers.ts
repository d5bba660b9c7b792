import { setTimeout as sleep } from 'node:timers/promises'
import { startCheapCalendly } from './support/cheap-calendly.ts'
import { startDatabase } from './support/database.ts'
import { isQuick, report } from './support/figure.ts'
import { copyAccount, encryptionKeys, imported, makeDue, many } from './support/many-accounts.ts'
import { type ServerProcess, startServerProcess } from './support/server-process.ts'

/*
 * Many accounts are due at once and Calendly answers each call after 200 ms: how many accounts a second one worker ticks,
 * against what its places alone would allow, and what a second worker adds. Each account has a token of its own. Calendly
 * is a cheap one in the benchmark's process (see B8).
 */

const accounts = isQuick() ? 160 : 800
const meetings = 100
const latencyMs = 200
const places = 16

const database = await startDatabase()
const calendly = await startCheapCalendly(meetings, latencyMs)
const settings = {
  DATABASE_URL: database.connectionString,
  CALENDLY_PERSONAL_ACCESS_TOKEN: calendly.token,
  CALENDLY_API_URL: calendly.url,
  SYNC_STARTUP_DELAY_SECONDS: '86400',
  ENCRYPTION_KEYS: encryptionKeys,
  PUBLIC_URL: 'http://sync.example', // not reachable from outside: no subscriptions of the accounts' own
}
const workers: ServerProcess[] = [await startServerProcess(settings)]
try {
  await imported(database.admin)
  await copyAccount(database.admin, { accounts, mirrored: accounts })
  await tickAll() // warm: code, plans, connections
  const one = await tickAll()
  workers.push(await startServerProcess(settings))
  await tickAll()
  const two = await tickAll()
  const bound = places / (latencyMs / 1000)
  report({
    sizes: `${accounts} accounts × ${meetings} meetings, Calendly answers in ${latencyMs} ms`,
    figures: [
      {
        name: 'two workers ÷ one',
        target: { atLeast: 1.9 },
        value: two / one,
        measured: `${two.toFixed(1)} against ${one.toFixed(1)} accounts/s`,
      },
      {
        name: 'one worker ÷ (places ÷ latency)',
        target: { atLeast: 0.9 },
        value: one / bound,
        measured: `${one.toFixed(1)} accounts/s of ${bound.toFixed(0)}`,
      },
    ],
  })
} finally {
  await Promise.all(workers.map((worker) => worker.stop()))
  await calendly.close()
  await database.stop()
}

/** @returns accounts a second between the first tenth and the last, by when Calendly was asked. */
async function tickAll(): Promise<number> {
  for (const times of calendly.listed.values()) times.length = 0
  await makeDue(database.admin, 500, 0)
  const asked = () => [...calendly.listed].flatMap(([user, times]) => (user.startsWith(many) ? times : []))
  while (asked().length < accounts) await sleep(100)
  await sleep(1000) // the last ones are put away
  const times = asked().sort((a, b) => a - b)
  const from = Math.floor(accounts * 0.1)
  const to = Math.floor(accounts * 0.9)
  return ((to - from) * 1000) / ((times[to] ?? 0) - (times[from] ?? 0))
}
