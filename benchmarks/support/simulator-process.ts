import { spawn } from 'node:child_process'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')

export interface SimulatorProcess {
  readonly url: string
  readonly token: string
  stop(): Promise<void>
}

/** A simulator in a process of its own, as `npm run simulator` starts it (built), without a limit on calls. */
export async function startSimulatorProcess(meetings: number): Promise<SimulatorProcess> {
  const program = path.join(ROOT, 'packages/simulator/bin/calendly-simulator.js')
  const child = spawn(
    process.execPath,
    [program, '--port', '0', '--world', 'meetings', '--meetings', String(meetings), '--rate-limit', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  // A benchmark that fails or is interrupted takes its simulator with it.
  process.once('exit', () => child.kill('SIGTERM'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const greeting = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (/CALENDLY_PERSONAL_ACCESS_TOKEN=\S+/.test(said)) resolve(said)
    })
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`the simulator ended with code ${code}: ${said}`)))
  })
  return {
    url: firstMatch(greeting, /CALENDLY_API_URL=(\S+)/),
    token: firstMatch(greeting, /CALENDLY_PERSONAL_ACCESS_TOKEN=(\S+)/),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function firstMatch(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1]
  if (!found) throw new Error(`the simulator did not say ${pattern.source}`)
  return found
}
