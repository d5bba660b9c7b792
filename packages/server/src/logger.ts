import type { Log } from 'calendly-sync-engine'
import { pino } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'
import { loggedError } from './logged-error.ts'

/**
 * The log of the process. In both forms `msg` is the line that an operator greps for (contract section 5): the
 * readable form prints it bare, with the facts after it only where something is wrong; the JSON form has them as
 * fields, and the time.
 *
 * @param out - where lines go; the process' standard output, or its error output for commands.
 */
export function createLogger(
  { logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>,
  out: NodeJS.WritableStream,
): Log {
  const options = {
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    serializers: { error: (error: unknown) => loggedError(error) },
    redact: {
      paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[secret]',
    },
  }
  const stream = logFormat === 'json' ? out : pretty({ ...readable, destination: out })
  const logger = pino(options, stream)
  return {
    debug: (msg, facts = {}) => logger.debug(facts, msg),
    info: (msg, facts = {}) => logger.info(facts, msg),
    warn: (msg, facts = {}) => logger.warn(facts, msg),
    error: (msg, facts = {}) => logger.error(facts, msg),
  }
}

/** Names under which a secret could end up among the facts by mistake. */
const secrets = [
  'token',
  'accessToken',
  'personalAccessToken',
  'authorization',
  'password',
  'secret',
  'connectionString',
]

const readable = {
  colorize: false,
  ignore: 'level,time',
  hideObject: true,
  messageFormat: (line: Record<string, unknown>) => {
    const { level, time: _, msg, error, ...facts } = line
    if (level === 'info') return String(msg)
    const details = [
      wordsOf(error),
      ...Object.entries(facts).map(([name, fact]) => `${name}=${JSON.stringify(fact)}`),
    ]
    const known = details.filter((detail) => detail !== '')
    return `${String(level).toUpperCase()} ${msg}${known.length > 0 ? ` (${known.join(' ')})` : ''}`
  },
}

function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return error === undefined ? '' : String(error)
  const message = 'message' in error ? String(error.message) : JSON.stringify(error)
  const isOurs = 'code' in error // our own errors and the system's say enough; others need their stack
  return isOurs || !('stack' in error) ? message : `${message}\n${error.stack}`
}
