import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface TestServer {
  /** Origin without a slash at its end. */
  readonly url: string
  readonly pid: number
  /** Everything it has printed so far. */
  output(): string
  /** SIGSTOP: it stands still and does not know; SIGCONT: it goes on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** Whether it still runs. */
  isAlive(): boolean
  /** SIGKILL: nothing is drained. */
  kill(): Promise<void>
  /** SIGTERM, and SIGKILL when it has not drained within 12 s; removes its folder. */
  stop(): Promise<void>
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PROGRAM = path.join(ROOT, 'packages/server/bin/calendly-sync.js')
const READY_WITHIN_MS = 120_000
const DRAINED_WITHIN_MS = 12_000

/**
 * Starts the real program, `calendly-sync serve`, built as users run it (`tests/support/built.ts`): on a free port, with a folder and (unless
 * DATABASE_URL is given) an embedded Postgres of its own. Resolves once `/readyz` says yes; a ROLE=worker, which listens
 * nowhere, once it says that it works. A PORT is taken as it is, so
 * that a killed one can be started again where it was.
 *
 * @param env - settings of contract section 2; nothing of the caller's own CALENDLY_* environment is passed on.
 */
export async function startServer(env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'calsync-server-'))
  const port = env.PORT ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    cwd: dataDir, // no .env of the person who runs the tests
    env: { ...neutralEnvironment(), HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  }
  // A runner that gives up (a time-out, Ctrl-C) takes its servers with it.
  const abandon = () => child.kill('SIGKILL')
  process.once('exit', abandon)
  const stop = async () => {
    await end(child)
    process.removeListener('exit', abandon)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await ready(
      child,
      () => printed,
      env.ROLE === 'worker' ? () => printed.includes('works here') : () => isReady(url),
    )
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    pid: child.pid ?? 0,
    output: () => printed,
    signal: (name) => void child.kill(name),
    isAlive: () => !hasEnded(child),
    kill: async () => {
      const ended = once(child, 'exit')
      if (child.kill('SIGKILL')) await ended
      await stop()
    },
    stop,
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined)
  return answer?.ok ?? false
}

async function ready(
  child: ChildProcess,
  printed: () => string,
  look: () => boolean | Promise<boolean>,
): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS
  while (Date.now() < giveUpAt) {
    if (hasEnded(child)) throw new Error(`The server ended with ${child.exitCode}:\n${printed()}`)
    if (await look()) return
    await sleep(100)
  }
  throw new Error(`The server was not ready within ${READY_WITHIN_MS / 1000} s:\n${printed()}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGCONT') // one that was stopped hears nothing else
  child.kill('SIGTERM')
  const tooLate = setTimeout(() => child.kill('SIGKILL'), DRAINED_WITHIN_MS)
  await ended
  clearTimeout(tooLate)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function neutralEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(CALENDLY_|SYNC_|JWT_|SMTP_|AUTH_MODE|DATABASE_URL|PUBLIC_URL|ENCRYPTION_KEYS|NODE_OPTIONS|VITEST)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}

/** A port of this machine that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
