import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './errors.ts'
import { type Folder, spawnOn } from './folder.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { isServerOf } from './process-of.ts'

/** A server that accepts connections. */
export type Postmaster = { pid: number; socketDir: string }

/** How to start one: the program, its settings (`-c name=value`) and where its socket goes. */
export type Launch = { folder: Folder; program: string; settings: Record<string, string>; socketDir: string }

const POLL_MS = 15
const START_TIMEOUT_MS = 120_000 // recovery after a crash of a large database takes its time
const STALE_RETRY_MS = 10_000 // orphans of a killed server need a moment to notice
const FAST_STOP_MS = 6_000 // the whole process must be gone 10 s after SIGTERM
const LOG_LIMIT_BYTES = 10_000_000

/**
 * Attaches to the folder's server, or starts it when there is none. Two processes may do this at once: Postgres lets
 * one server have the folder, the other process attaches to it.
 *
 * @throws EmbeddedPostgresError `start_failed` with the last lines of the server's log.
 */
export async function ensureRunning(launch: Launch): Promise<Postmaster> {
  const { data, logFile } = launch.folder
  const deadline = Date.now() + STALE_RETRY_MS
  for (;;) {
    const running = await findRunning(data)
    if (running) return running
    const attempt = await start(launch)
    if (attempt.ready) return attempt.ready
    const rival = /lock file "postmaster.pid" already exists/.test(attempt.said)
    if (rival) await dropStaleFile(data)
    const passing = rival || /pre-existing shared memory block/.test(attempt.said)
    if (!passing || Date.now() > deadline) throw startError(logFile, attempt.said)
    await sleep(100)
  }
}

/** @returns the folder's server once it accepts connections, null when there is none. */
export async function findRunning(data: string): Promise<Postmaster | null> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const file = await readPostmasterFile(data)
    if (!file) return null
    const proof = await isServerOf(data, file.pid)
    if (proof === 'no') return null
    if (file.state === 'ready') {
      const socket = path.join(file.socketDir, `.s.PGSQL.${file.port}`)
      if (await fs.stat(socket).catch(() => null)) return { pid: file.pid, socketDir: file.socketDir }
      if (proof === 'yes')
        await stopPostmaster(data, file.pid) // its socket was swept away: nobody can reach it
      else throw deafError(data, file.pid, 'has lost its socket')
    }
    if (Date.now() > deadline) throw deafError(data, file.pid, `has been ${file.state} for two minutes`)
    await sleep(POLL_MS)
  }
}

/** Fast shutdown, then an immediate one (which loses nothing, the next start recovers). Returns when it is gone. */
export async function stopPostmaster(
  data: string,
  pid: number,
  how: 'fast' | 'immediate' = 'fast',
): Promise<void> {
  signal(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT')
  if (await isGone(data, pid, FAST_STOP_MS)) return
  signal(pid, 'SIGQUIT')
  if (await isGone(data, pid, FAST_STOP_MS)) return
  throw deafError(data, pid, 'does not stop')
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function isGone(data: string, pid: number, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if ((await isServerOf(data, pid)) === 'no') return true
    await sleep(POLL_MS)
  }
  return false
}

async function start(launch: Launch): Promise<{ ready: Postmaster | null; said: string }> {
  const { folder, program, socketDir } = launch
  const settings = { ...launch.settings, listen_addresses: '', unix_socket_directories: socketDir }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const logStart = await trimLog(folder.logFile)
  const log = openSync(folder.logFile, 'a', 0o600)
  let child: ChildProcess
  try {
    child = spawnOn(folder, program, flags, log)
  } finally {
    closeSync(log)
  }
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const ready = await Promise.race([untilReady(folder.data, child, socketDir), exited.then(() => null)])
  if (ready) {
    child.unref() // it may outlive us: the next start attaches to it
    return { ready, said: '' }
  }
  return { ready: null, said: readFileSync(folder.logFile).subarray(logStart).toString().trim() }
}

async function untilReady(data: string, child: ChildProcess, socketDir: string): Promise<Postmaster | null> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const file = await readPostmasterFile(data)
    if (file?.pid === child.pid && file.state === 'ready') return { pid: file.pid, socketDir }
    if (Date.now() > deadline) throw deafError(data, child.pid, 'is still recovering after two minutes')
    await sleep(POLL_MS)
  }
  return null
}

// Postgres takes any living process with the old pid for a server; we have looked closer.
async function dropStaleFile(data: string): Promise<void> {
  const file = await readPostmasterFile(data)
  if (file && (await isServerOf(data, file.pid)) === 'no')
    await fs.rm(path.join(data, 'postmaster.pid'), { force: true })
}

/** Keeps one old log of at most 10 MB. @returns the size the log has now. */
async function trimLog(logFile: string): Promise<number> {
  const size = (await fs.stat(logFile).catch(() => null))?.size ?? 0
  if (size < LOG_LIMIT_BYTES) return size
  await fs.rename(logFile, `${logFile}.1`)
  return 0
}

function startError(logFile: string, said: string): EmbeddedPostgresError {
  if (/No space left on device/.test(said)) {
    return new EmbeddedPostgresError(
      'disk_full',
      `The embedded database found no space left on the disk: ${said}`,
    )
  }
  return new EmbeddedPostgresError(
    'start_failed',
    `The embedded database did not start: ${said.split('\n').slice(-5).join('\n')}\nThe whole log is ${logFile}.`,
  )
}

function deafError(data: string, pid: number, what: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'start_failed',
    `The embedded database of ${data} (process ${pid}) ${what}. Look at its log beside that folder, then end it with "kill -INT ${pid}" and start again.`,
  )
}
