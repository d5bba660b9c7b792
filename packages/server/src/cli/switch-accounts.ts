import type { Command } from 'commander'
import { exitCodes } from '../outcomes.ts'
import type { CliIo } from './io.ts'
import { runInstalled } from './run.ts'
import { whoIsMeant } from './who.ts'

interface Options {
  readonly user?: string
  readonly account?: string
  readonly json?: boolean
}

/** What `pause` and `resume` have in common: everything but the word. */
export function switchAccounts(
  command: Command,
  io: CliIo,
  end: (exitCode: number) => void,
  { verb, done }: { readonly verb: 'pause' | 'resume'; readonly done: string },
): void {
  command
    .option('--user <id>', 'one user, where people sign in; default: everybody')
    .option('--account <id>', 'one account; default: all')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) =>
      end(
        await runInstalled(io, options, async ({ sync, config }) => {
          await sync.migrate()
          const who = await whoIsMeant(sync, config, options.user)
          const changed = await sync.accounts[verb](who, options.account)
          const left = await sync.accounts.list(who)
          const isKnown =
            options.account === undefined || left.some((account) => account.id === options.account)
          return {
            data: { [done]: changed },
            text: isKnown ? `${changed} account(s) ${done}.` : `There is no account ${options.account}.`,
            exitCode: isKnown ? exitCodes.ok : exitCodes.failed,
          }
        }),
      ),
    )
}
