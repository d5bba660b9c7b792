import { PassThrough } from 'node:stream'
import { readConfig } from '../../packages/server/src/config.ts'
import { createLogger } from '../../packages/server/src/logger.ts'
import { serve } from '../../packages/server/src/main.ts'
import { until } from '../server/support/installation.ts'

/** A server in this process that logs as the real one does, into memory. */
export interface Served {
  readonly url: string
  log(): string
  /** Drains it. @returns its exit code. */
  stop(): Promise<number>
}

/** @param environment - of contract section 2; `LOG_FORMAT` and `LOG_LEVEL` count as well. */
export async function serveHere(environment: Readonly<Record<string, string>>): Promise<Served> {
  const { config } = readConfig(environment, false)
  const out = new PassThrough()
  let logged = ''
  out.on('data', (chunk: Buffer) => {
    logged += chunk.toString()
  })
  const stopping = new AbortController()
  let ended: Promise<number> | undefined
  const url = await new Promise<string>((resolve, reject) => {
    ended = serve({
      config,
      log: createLogger(config, out),
      signal: stopping.signal,
      onListening: resolve,
    })
    ended.then((code) => reject(new Error(`ended with ${code}:\n${logged}`)), reject)
  })
  await until(
    () => fetch(`${url}/readyz`),
    (answer) => answer.ok,
  )
  return {
    url,
    log: () => logged,
    async stop() {
      stopping.abort()
      return (await ended) ?? -1
    },
  }
}
