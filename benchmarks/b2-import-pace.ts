import { isQuick, percentile, report } from './support/figure.ts'
import { atTheLimitMs, limitPerMinute, startPacedImport } from './support/paced-import.ts'
import { startPerson } from './support/person.ts'

/*
 * A first import in real time under Calendly's limit, while a person presses a button every second. The person's calls
 * count against the same limit, so they are among the calls that the time is held against.
 */

const meetings = isQuick() ? 500 : 2000

const paced = await startPacedImport({ meetings })
try {
  const { simulator, database, url } = paced
  const person = startPerson({
    connectionString: database.connectionString,
    url,
    token: simulator.tokens.adviser,
  })
  await paced.mirror.imported()
  const tookMs = performance.now() - paced.firstCallAt
  const calls = simulator.requests.count()
  const refused = simulator.requests.count({ status: 429 })
  const waitsMs = await person.stop()
  report({
    sizes: `${meetings} meetings, ${limitPerMinute} calls a minute, a person's call every second`,
    figures: [
      {
        name: 'time ÷ (calls ÷ limit)',
        target: { atMost: 1.05 },
        value: tookMs / atTheLimitMs(calls),
        measured: `${(tookMs / 1000).toFixed(1)} s for ${calls} calls, ${waitsMs.length} of them the person's`,
      },
      { name: 'answers 429', target: { atMost: 0 }, value: refused, unit: 'calls', measured: `of ${calls}` },
      {
        name: "a person's call, from asking to the answer, p99",
        target: { atMost: 1000 },
        value: percentile(waitsMs, 0.99),
        unit: 'ms',
        measured: `median ${percentile(waitsMs, 0.5).toFixed(0)} ms, longest ${percentile(waitsMs, 1).toFixed(0)} ms`,
      },
    ],
    notes: [
      "The person's calls come from a second client and budget on the same shared row, as from another process of ours.",
    ],
  })
} finally {
  await paced.stop()
}
