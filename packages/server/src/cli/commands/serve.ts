import type { Command } from 'commander'
import { settingsHelp } from '../../config/describe.ts'
import { readConfig, readEnvironment } from '../../config.ts'
import { loggedStack } from '../../logged-error.ts'
import { createLogger } from '../../logger.ts'
import { exitCodes, outcomeOf } from '../../outcomes.ts'
import { type CliIo, print } from '../io.ts'

export function addServe(program: Command, io: CliIo, end: (exitCode: number) => void): void {
  program
    .command('serve')
    .description('start the server: web app, API, and the sync every 15 minutes')
    .option('--json', 'log as JSON lines')
    .addHelpText('after', `\n${settingsHelp()}`)
    .action(async (options: { json?: boolean }) => end(await serveUntilSignalled(io, options)))
}

async function serveUntilSignalled(io: CliIo, { json = false }: { json?: boolean }): Promise<number> {
  try {
    const environment = readEnvironment(io.environment, io.folder)
    const { config, warnings } = readConfig(environment, io.isTerminal)
    const log = createLogger(json ? { ...config, logFormat: 'json' } : config, io.out)
    for (const warning of warnings) log.warn(warning)
    // A promise that nobody watches is a fault of ours whose state is unknown: the next start is clean.
    process.on('unhandledRejection', (error) => {
      log.error('an unwatched promise failed', { error })
      process.exit(exitCodes.failed)
    })
    // The other commands do without a web server, and start in half the time.
    const { serve } = await import('../../main.ts')
    return await serve({ config, log, signal: io.signal })
  } catch (error) {
    const { exitCode, detail, code } = outcomeOf(error)
    print(io.err, code === 'internal' ? loggedStack(error) : detail)
    return exitCode
  }
}
