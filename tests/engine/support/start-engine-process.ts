import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { SyncOptions } from 'calendly-sync-engine'
import { until } from './until.ts'

/** What a process of its own is told. */
interface EngineOrders extends Omit<SyncOptions, 'clock' | 'log' | 'random'> {
  /** How wrong its clock is. */
  readonly skewMs?: number
}

export interface EngineProcess {
  /** Everything it has said. */
  readonly lines: readonly string[]
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** SIGKILL, or SIGTERM and the end of the draining. */
  end(name: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

const program = new URL('./engine-process.mjs', import.meta.url).pathname

/** Starts an engine in a process of its own and waits until it works. */
export async function startEngineProcess(orders: EngineOrders): Promise<EngineProcess> {
  const child: ChildProcess = spawn(process.execPath, [program], {
    env: { ...process.env, ENGINE: JSON.stringify(orders) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  await until('the start of an engine process', () => {
    if (hasEnded()) throw new Error(`The engine process ended:\n${lines.join('\n')}`)
    return lines.some((line) => line.includes('"started"'))
  })
  return {
    lines,
    signal: (name) => void child.kill(name),
    async end(name) {
      if (hasEnded()) return
      child.kill('SIGCONT')
      child.kill(name)
      await once(child, 'exit')
    },
  }
}
