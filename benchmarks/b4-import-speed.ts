import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { startDatabase } from './support/database.ts'
import { isQuick, report } from './support/figure.ts'
import { startSimulatorProcess } from './support/simulator-process.ts'

/*
 * How fast an import goes when Calendly sets no limit, against the bare minimum that does the same reading and writing
 * without a rule (import-naive.mjs). Simulator, engine and Postgres are processes of their own; the engine is the built
 * one.
 */

interface Import {
  readonly meetings: number
  readonly calls: number
  readonly tookMs: number
  readonly cpuMs: number
}

const meetings = isQuick() ? 10_000 : 100_000

const database = await startDatabase()
const simulator = await startSimulatorProcess(meetings)
try {
  // The naive way goes first: what it leaves in caches and pages can only slow ours.
  const naive = await run<Import>('import-naive.mjs')
  const ours = await run<Import & { readonly peakMb: number }>('import-ours.mjs')
  if (ours.meetings !== meetings || naive.meetings !== meetings) {
    throw new Error(`not the same work: ${ours.meetings} and ${naive.meetings} of ${meetings} meetings`)
  }
  const rate = (one: Import) => (one.meetings / one.tookMs) * 1000
  report({
    sizes: `${meetings} meetings, 8 lists at a time`,
    figures: [
      {
        name: 'meetings/s ÷ the bare minimum',
        target: { atLeast: 0.6 },
        value: rate(ours) / rate(naive),
        measured: `${rate(ours).toFixed(0)}/s ÷ ${rate(naive).toFixed(0)}/s`,
      },
      {
        name: 'peak memory of the engine process',
        target: { atMost: 250 },
        value: ours.peakMb,
        unit: 'MB',
        measured: 'resident',
      },
      {
        name: 'CPU of our process ÷ that of the bare minimum',
        value: ours.cpuMs / naive.cpuMs,
        measured: `${(ours.cpuMs / meetings).toFixed(2)} ms a meeting ÷ ${(naive.cpuMs / meetings).toFixed(2)} ms`,
      },
    ],
    notes: [
      'Ours writes seven tables where the bare minimum writes two (sources, seats, meetings, clients, links, accounts, history), under row-level security, after a comparison with what is known.',
      'Calendly allows 500 calls a minute: an import never needs more than 9 meetings/s.',
    ],
  })
} finally {
  await simulator.stop()
  await database.stop()
}

async function run<Result>(program: string): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, program)], {
    env: {
      ...process.env,
      DATABASE_URL: database.connectionString,
      CALENDLY_API_URL: simulator.url,
      CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.token,
    },
  })
  return parsed(stdout)
}

/** Our own programs print one line of JSON in the shape their caller names. */
function parsed<Result>(stdout: string): Result {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result
}
