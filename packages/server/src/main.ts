import { setTimeout as sleep } from 'node:timers/promises'
import { type Clock, errorCode, type Log, type Sync, systemClock } from 'calendly-sync-engine'
import type { Config } from './config.ts'
import { createApp } from './http/app.ts'
import { prepareClosing } from './http/closing.ts'
import { type Installation, openInstallation } from './installation.ts'
import { sendMails } from './mail/mailer.ts'
import { exitCodes, outcomeOf } from './outcomes.ts'
import { examine } from './setup/examine.ts'
import type { SignIn } from './sign-in/open.ts'
import { version } from './version.ts'

export interface ServeOptions {
  readonly config: Config
  readonly log: Log
  readonly clock?: Clock
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal
  /** Told once it listens, with the address. */
  readonly onListening?: (url: string) => void
}

const mailGraceMs = 2000

/** Less than the 10 s that a SIGTERM may take (contract section 1). */
const drainMs = 9000

/**
 * Runs the server until `signal` aborts or it cannot go on:
 *
 *     database and demo → look for what stops a start → listen → migrate (again and again while the database is away) → tick
 *     → leave → drain
 *
 * @returns the exit code.
 */
export async function serve(options: ServeOptions): Promise<number> {
  const { config, log, clock = systemClock, signal } = options
  let installation: Installation
  try {
    installation = await openInstallation(config, log)
  } catch (error) {
    return failed(log, error)
  }
  let http: Listening | undefined
  let mailing: Promise<void> | undefined
  try {
    await lookAhead(installation.sync)
    http = config.role === 'worker' ? undefined : await listen(installation, options)
    await bringUp(installation, config, { log, clock, signal })
    if (config.role !== 'web') mailing = sendMails({ ...installation, log, clock, signal })
    if (!signal.aborted) await aborted(signal)
    if (http && config.shutdownDelaySeconds > 0) {
      log.info(
        `Leaving: /readyz says so, and requests are answered for ${config.shutdownDelaySeconds} s more`,
      )
      await clock.sleep(config.shutdownDelaySeconds * 1000)
    }
    log.info('Stopping: running work is ended or given back')
    return exitCodes.ok
  } catch (error) {
    return failed(log, error)
  } finally {
    const isDrained = await Promise.race([
      drain(installation, http, mailing).then(() => true),
      clock.sleep(drainMs - config.shutdownDelaySeconds * 1000).then(() => false),
    ])
    if (!isDrained) log.warn('Draining took too long; what was not given back is taken over after its lease')
  }
}

/**
 * What would stop the start stops it before anybody is answered, and before anything is written. A database that is away
 * is waited for; it is asked then.
 */
async function lookAhead(sync: Sync): Promise<void> {
  try {
    await sync.keys.check()
    await sync.users.check()
  } catch (error) {
    if (outcomeOf(error).code !== 'database_unavailable') throw error
  }
}

interface Listening {
  close(): Promise<void>
}

async function listen(
  installation: Installation,
  { config, log, signal, onListening }: ServeOptions,
): Promise<Listening> {
  const { sync, signIn, mail, calendly } = installation
  const app = await createApp({
    sync,
    config,
    log,
    mail,
    signIn,
    examine: () => examine(installation, config),
    leaving: signal,
    demoOrigin: config.isDemo ? calendly.origin : undefined,
  })
  try {
    const url = await app.listen({ port: config.port, host: config.host })
    log.info(`Calendly Sync ${version} listens on ${url}`)
    onListening?.(url)
    return { close: prepareClosing(app) }
  } catch (error) {
    await app.close()
    throw listenFault(config, error)
  }
}

/** An address that cannot be had is a fault of the configuration. */
class ListenError extends Error {}

function listenFault(config: Config, cause: unknown): unknown {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another process listens there; stop it, or set PORT',
    EACCES: 'this user may not listen there; set PORT to 1024 or more',
    EADDRNOTAVAIL: 'this machine has no such address; set HOST',
    ENOTFOUND: 'nothing is known by this name; set HOST',
  }
  const reason = reasons[errorCode(cause) ?? '']
  return reason
    ? new ListenError(`Cannot listen on ${config.host}:${config.port}: ${reason}.`, { cause })
    : cause
}

/** Migrates, then starts the ticks. A database that is away is waited for; a fault that stays ends the process. */
async function bringUp(
  { sync, signIn }: Installation,
  config: Config,
  { log, clock, signal }: { log: Log; clock: Clock; signal: AbortSignal },
): Promise<void> {
  for (let waitMs = 500; !signal.aborted; waitMs = Math.min(waitMs * 2, 10_000)) {
    try {
      await sync.users.check()
      const applied = await sync.migrate()
      if (applied.length > 0) log.info(`Database migrated: ${applied.join(', ')}`)
      if (signIn && config.role !== 'worker') await tellFirstLink(signIn, log)
      if (!signal.aborted) await sync.start({ work: config.role !== 'web' })
      if (config.role === 'worker')
        log.info(`Calendly Sync ${version} works here and listens nowhere (ROLE=worker)`)
      return
    } catch (error) {
      if (outcomeOf(error).code !== 'database_unavailable') throw error
      const { cause = error } = error instanceof Error ? error : {}
      const reason = cause instanceof Error ? cause.message || errorCode(cause) : String(cause)
      log.warn(
        `The database does not answer (${reason}); the next try is in ${waitMs / 1000} s. Check DATABASE_URL and that Postgres runs`,
      )
      await clock.sleep(waitMs, signal).catch(() => {})
    }
  }
}

/** Whoever reads the log of the first start is the one who may become the owner. */
async function tellFirstLink(signIn: SignIn, log: Log): Promise<void> {
  const link = await signIn.firstLink()
  if (link) log.info(`Nobody may sign in yet. Become the owner, once, before ${link.expiresAt}: ${link.url}`)
}

async function drain(
  installation: Installation,
  http: Listening | undefined,
  mailing: Promise<void> | undefined,
): Promise<void> {
  // A mail server that does not answer holds up nobody: the mail is sent by the next process.
  await Promise.race([mailing, sleep(mailGraceMs, undefined, { ref: false })])
  await installation.sync.stop({ lastly: http?.close() })
  await installation.close()
}

function failed(log: Log, error: unknown): number {
  if (error instanceof ListenError) {
    log.error(error.message)
    return exitCodes.configuration
  }
  const outcome = outcomeOf(error)
  if (outcome.code === 'internal') log.error('Calendly Sync cannot go on', { error })
  else log.error(outcome.detail)
  return outcome.exitCode
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
