import type { Command } from 'commander'
import { probeCalendly } from '../../setup/calendly.ts'
import { type CliIo, print } from '../io.ts'
import { type Result, runInstalled, startWorking, type Tools } from '../run.ts'
import { exitCodeOf, showRun } from '../show.ts'
import { watchRun } from '../watch-run.ts'
import { whichUser } from '../who.ts'

interface Options {
  readonly user?: string
  readonly json?: boolean
}

export function addBackfill(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('backfill')
    .description('read the whole window again: upcoming first, then the past')
    .option('--user <id>', 'whose, where people sign in')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) =>
      end(await runInstalled(io, options, (tools) => backfill(tools, options, io))),
    )
}

/** Joins the first import where that is still under way; both end with everything read. */
async function backfill(
  { sync, config, calendly }: Tools,
  { user, json = false }: Options,
  io: CliIo,
): Promise<Result> {
  await startWorking(sync)
  const userId = await whichUser(sync, config, user, 30_000)
  const probe = await probeCalendly(calendly.origin, calendly.token)
  const limit = Math.min(probe.limitPerMinute ?? 500, config.calendlyRequestsPerMinute ?? 500)
  if (!json) for (const line of expectation(limit)) print(io.err, line)
  const run = await watchRun(sync, { userId, isOperator: false }, await sync.sync(userId), io, !json)
  return { data: run, text: showRun(run), exitCode: exitCodeOf(run) }
}

/** One call a meeting for its invitees makes the limit the measure of all things. */
export function expectation(limitPerMinute: number): string[] {
  if (limitPerMinute > 50) return []
  const minutes = Math.round(2000 / limitPerMinute)
  return [
    `Calendly allows ${limitPerMinute} calls a minute on this plan, and each meeting needs one: 2,000 meetings take ${minutes} minutes. It may be stopped and goes on where it was.`,
  ]
}
