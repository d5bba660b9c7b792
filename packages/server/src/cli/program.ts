import { Command, CommanderError } from 'commander'
import { exitCodes } from '../outcomes.ts'
import { version } from '../version.ts'
import { addAccounts } from './commands/accounts.ts'
import { addBackfill } from './commands/backfill.ts'
import { addDoctor } from './commands/doctor.ts'
import { addExport } from './commands/export.ts'
import { addKeys } from './commands/keys.ts'
import { addMigrate } from './commands/migrate.ts'
import { addPause } from './commands/pause.ts'
import { addPeople } from './commands/people.ts'
import { addResume } from './commands/resume.ts'
import { addServe } from './commands/serve.ts'
import { addStatus } from './commands/status.ts'
import { addSync } from './commands/sync.ts'
import { addToken } from './commands/token.ts'
import { addWebhooks } from './commands/webhooks.ts'
import type { CliIo } from './io.ts'

const commands = [
  addServe,
  addSync,
  addStatus,
  addDoctor,
  addMigrate,
  addBackfill,
  addPause,
  addResume,
  addToken,
  addExport,
  addWebhooks,
  addKeys,
  addAccounts,
  addPeople,
]

/**
 * Runs one command line.
 *
 * @param words - without the names of node and the script.
 * @returns the exit code: 0 done, 1 failed, 2 wrong use, 3 partly done, 78 wrong configuration.
 */
export async function runCli(words: readonly string[], io: CliIo): Promise<number> {
  let exitCode: number = exitCodes.ok
  const program = new Command('calendly-sync')
    .description('Calendly meetings in your own Postgres: complete, current, and able to say so')
    .version(version)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 wrong use, 3 partly done, 78 wrong configuration',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
    })
  const end = (code: number) => {
    exitCode = code
  }
  for (const add of commands) add(program, io, end)
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.copyInheritedSettings(program)
  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  }
}
