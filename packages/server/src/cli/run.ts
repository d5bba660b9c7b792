import type { Log, Sync } from 'calendly-sync-engine'
import { type Config, readConfig, readEnvironment } from '../config.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { loggedStack } from '../logged-error.ts'
import { createLogger } from '../logger.ts'
import { exitCodes, outcomeOf } from '../outcomes.ts'
import { type CliIo, print } from './io.ts'

/** What a command ends with. */
export interface Result {
  /** For `--json`. */
  readonly data: unknown
  /** For people. */
  readonly text: string
  readonly exitCode?: number
}

export interface Tools extends Installation {
  readonly config: Config
  readonly log: Log
}

/** Runs a command that needs no installation. Every error becomes words and an exit code here, and only here. */
export async function runPlain(
  io: CliIo,
  { json = false }: { json?: boolean },
  work: (config: Config, log: Log) => Promise<Result>,
): Promise<number> {
  try {
    const { config, warnings } = readConfig(readEnvironment(io.environment, io.folder), io.isTerminal)
    for (const warning of warnings) print(io.err, `Warning: ${warning}`)
    const result = await work(config, commandLog(config, io))
    if (json) print(io.out, JSON.stringify(result.data, null, 2))
    else if (result.text !== '') print(io.out, result.text)
    return result.exitCode ?? exitCodes.ok
  } catch (error) {
    const { exitCode, code, detail } = outcomeOf(error)
    const cause = code === 'internal' ? `\n${loggedStack(error)}` : ''
    if (json) print(io.out, JSON.stringify({ error: { code, message: detail } }, null, 2))
    if (!json || cause) print(io.err, `${detail}${cause}`)
    return exitCode
  }
}

/**
 * Runs a command on the installation's database: beside a running server as its guest, else with the embedded
 * database started for as long as the command takes.
 */
export async function runInstalled(
  io: CliIo,
  options: { json?: boolean },
  work: (tools: Tools) => Promise<Result>,
): Promise<number> {
  return runPlain(io, options, async (config, log) => {
    const installation = await openInstallation(config, log)
    try {
      return await work({ ...installation, config, log })
    } finally {
      await installation.sync.stop()
      await installation.close()
    }
  })
}

/** Beside its result a command speaks of trouble only, and on the error output. */
function commandLog(config: Config, io: CliIo): Log {
  const logLevel = config.logLevel === 'info' ? 'warn' : config.logLevel
  return createLogger({ logLevel, logFormat: config.logFormat }, io.err)
}

/** Brings the database up to date and the engine to work, as far as this process is needed for it. */
export async function startWorking(sync: Sync): Promise<void> {
  await sync.migrate()
  await sync.start()
}
