import type { Command } from 'commander'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled, startWorking, type Tools } from '../run.ts'
import { exitCodeOf, showRun } from '../show.ts'
import { watchRun } from '../watch-run.ts'
import { whichUser, whoIsMeant } from '../who.ts'

interface Options {
  readonly dryRun?: boolean
  readonly user?: string
  readonly json?: boolean
}

const connectWaitMs = 30_000

/** Who asked for a tick over everybody: an operator without an account of his own. */
const commandLine = '00000000-0000-0000-0000-000000000000'

export function addSync(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('sync')
    .description('sync now and wait for the end')
    .option('--dry-run', 'read Calendly and show what would change; nothing is written')
    .option('--user <id>', 'one user, where people sign in; default: everybody')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) =>
      end(
        await runInstalled(io, options, (tools) =>
          options.dryRun ? rehearse(tools, options) : syncNow(tools, options, io),
        ),
      ),
    )
}

async function syncNow(tools: Tools, { user, json = false }: Options, io: CliIo): Promise<Result> {
  const { sync, config } = tools
  await startWorking(sync)
  const who = await whoIsMeant(sync, config, user, connectWaitMs)
  const viewer = { userId: who === 'everyone' ? commandLine : who, isOperator: who === 'everyone' }
  const started = who === 'everyone' ? await sync.trigger(who, commandLine) : await sync.sync(who)
  const run = await watchRun(sync, viewer, started, io, !json)
  return { data: run, text: showRun(run), exitCode: exitCodeOf(run) }
}

async function rehearse({ sync, config }: Tools, { user }: Options): Promise<Result> {
  await sync.migrate()
  await sync.start({ work: false })
  const dry = await sync.dryRun(await whichUser(sync, config, user, connectWaitMs))
  const lines = dry.wouldChange.map(
    (change) => `${change.kind} ${change.meetingId} ${Object.keys(change.after).join(', ')}`,
  )
  const summary = `Would be ${dry.new} new, ${dry.updated} updated, ${dry.deleted} cancelled, ${dry.unchanged} unchanged; ${dry.requests} calls. Nothing was written.`
  return { data: dry, text: [...lines, summary].join('\n') }
}
