import type { Command } from 'commander'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled, type Tools } from '../run.ts'
import { showAccount } from '../show.ts'
import { whoIsMeant } from '../who.ts'

interface Options {
  readonly user?: string
  readonly json?: boolean
}

export function addStatus(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('status')
    .description('how complete the mirror is, account by account')
    .option('--user <id>', 'one user, where people sign in; default: everybody')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) =>
      end(await runInstalled(io, options, (tools) => status(tools, options))),
    )
}

async function status({ sync, config }: Tools, { user }: Options): Promise<Result> {
  await sync.migrate()
  const who = await whoIsMeant(sync, config, user)
  const scheduler = await sync.scheduler()
  const schedule = scheduler.isRunning
    ? `Syncing every ${scheduler.intervalMinutes} minutes; next check ${scheduler.nextRunAt ?? 'soon'}.`
    : 'No server is running, so nothing is synced by itself: calendly-sync serve'
  if (who === 'everyone') {
    const accounts = await sync.accounts.list(who)
    return { data: { scheduler, accounts }, text: [schedule, ...accounts.map(showAccount)].join('\n') }
  }
  const told = { ...(await sync.status(who)), demo: config.isDemo }
  const lines = [
    ...(told.demo ? ['Demo: a simulator plays Calendly.'] : []),
    schedule,
    ...told.accounts.map(showAccount),
    ...(told.problem ? [`${told.problem.message} ${told.problem.nextStep}`] : []),
  ]
  return { data: { ...told, scheduler }, text: lines.join('\n') }
}
