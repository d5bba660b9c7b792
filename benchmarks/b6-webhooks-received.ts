import path from 'node:path'
import { startDatabase } from './support/database.ts'
import { booking, type Signed, signingKey } from './support/deliveries.ts'
import { isQuick, median, percentile, report } from './support/figure.ts'
import { postFlatOut, postPaced } from './support/post-load.ts'
import { freePort, startProcess, startServerProcess } from './support/server-process.ts'

/*
 * How many webhooks are acknowledged a second, every one committed first, against a bare Fastify with one HMAC and one
 * INSERT on a pool of the same size, on the same Postgres, in turns. The load comes from this process, on the same cores.
 */

const rounds = isQuick() ? 1 : 5
const roundMs = isQuick() ? 2000 : 5000
const connections = 32
const pool = 4
const stranger = { uri: 'https://api.calendly.com/users/bench', email: 'a@b.example', name: 'A' }

const database = await startDatabase({ fsync: 'on', synchronous_commit: 'on' })
const bareUrl = `http://127.0.0.1:${await freePort()}`
const ours = await startServerProcess({
  DATABASE_URL: database.connectionString,
  CALENDLY_PERSONAL_ACCESS_TOKEN: 'unused',
  CALENDLY_API_URL: bareUrl, // nobody there plays Calendly: only deliveries are measured
  CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
  ROLE: 'web',
})
const bare = await startProcess([path.join(import.meta.dirname, 'bare-webhooks.mjs')], bareUrl, '/', {
  PORT: new URL(bareUrl).port,
  DATABASE_URL: database.connectionString,
  KEY: signingKey,
  POOL: String(pool),
})
try {
  let number = 0
  const fresh = (): Signed => booking(stranger, String(number++), Date.now())
  const speed = { ours: [] as number[], bare: [] as number[] }
  const ourUrl = `${ours.url}/api/calendly/webhook`
  await postFlatOut(ourUrl, connections, roundMs / 4, fresh)
  await postFlatOut(`${bare.url}/webhook`, connections, roundMs / 4, fresh)
  for (let round = 0; round < rounds; round++) {
    speed.ours.push(await postFlatOut(ourUrl, connections, roundMs, fresh))
    speed.bare.push(await postFlatOut(`${bare.url}/webhook`, connections, roundMs, fresh))
  }
  const ratios = speed.ours.map((one, round) => one / (speed.bare[round] ?? Number.NaN))
  const perSecond = 500
  const answerMs = await postPaced(ourUrl, perSecond, roundMs * 2, fresh)
  report({
    sizes: `${rounds} × ${roundMs / 1000} s each in turns, ${connections} connections, pool of ${pool}`,
    figures: [
      {
        name: 'webhooks acknowledged ÷ the bare server',
        target: { atLeast: 0.8 },
        value: median(ratios),
        measured: `${Math.round(median(speed.ours))}/s ÷ ${Math.round(median(speed.bare))}/s, medians`,
      },
      {
        name: `answer at ${perSecond}/s, p99`,
        target: { atMost: 50 },
        value: percentile(answerMs, 0.99),
        unit: 'ms',
        measured: `of ${answerMs.length}; median ${percentile(answerMs, 0.5).toFixed(1)} ms, longest ${Math.max(...answerMs).toFixed(0)} ms`,
      },
    ],
    notes: [
      'Every answer counts from when it was due to be sent. Ours logs each delivery, the bare server logs nothing.',
    ],
  })
} finally {
  await bare.stop()
  await ours.stop()
  await database.stop()
}
