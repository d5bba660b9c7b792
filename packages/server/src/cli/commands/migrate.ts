import type { Command } from 'commander'
import { exitCodes } from '../../outcomes.ts'
import type { CliIo } from '../io.ts'
import { type Result, runInstalled, runPlain, type Tools } from '../run.ts'

interface Options {
  readonly adopt?: boolean
  readonly json?: boolean
}

export function addMigrate(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('migrate')
    .description('bring the database to the newest shape; the server does it at its start')
    .option('--adopt', 'take over tables of the same names that were made by somebody else')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) =>
      end(options.adopt ? await runPlain(io, options, adopt) : await runInstalled(io, options, migrate)),
    )
}

async function adopt(): Promise<Result> {
  const message =
    'Adopting tables comes in a later version; nothing was touched. Until then set DB_SCHEMA to a schema of its own.'
  return {
    data: { error: { code: 'not_built_yet', message } },
    text: message,
    exitCode: exitCodes.configuration,
  }
}

async function migrate({ sync }: Tools): Promise<Result> {
  const applied = await sync.migrate()
  const text = applied.length > 0 ? `Migrated: ${applied.join(', ')}` : 'The database is up to date.'
  return { data: { applied }, text }
}
