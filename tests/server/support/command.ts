import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A command of ours in a process of its own. */
export interface Command {
  /** Resolves at its end; null: it was killed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly out: string; readonly err: string }>
  /** SIGKILL. */
  kill(): void
}

const program = fileURLToPath(new URL('../../../packages/server/bin/calendly-sync.js', import.meta.url))

/** Starts `calendly-sync <words>`, built as users run it, with these settings and nobody else's. */
export function startCommand(
  words: string,
  environment: Readonly<Record<string, string>>,
  folder: string,
): Command {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [program, ...words.split(' ')], {
    cwd: folder,
    env: { PATH, HOME, DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    printed.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    printed.err += chunk.toString()
  })
  return {
    ended: once(child, 'close').then(() => ({ exitCode: child.exitCode, ...printed })),
    kill: () => child.kill('SIGKILL'),
  }
}
