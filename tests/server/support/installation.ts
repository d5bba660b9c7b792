import { createSimulator, type Simulator } from 'calendly-simulator'
import type { Log } from 'calendly-sync-engine'
import { readConfig } from '../../../packages/server/src/config.ts'
import { serve } from '../../../packages/server/src/main.ts'
import { createTestDatabase } from '../../support/database.ts'
import { freePort } from '../../support/server.ts'

/** A server of ours in this process, on real sockets, with a database of its own and a Calendly of its own. */
export interface TestInstallation {
  readonly url: string
  readonly simulator: Simulator
  readonly connectionString: string
  /** `msg` of every line logged. */
  readonly log: readonly string[]
  /** Drains it and answers its exit code. */
  stop(): Promise<number>
}

export interface TestOptions {
  /** Settings beside database and Calendly. */
  readonly environment?: Readonly<Record<string, string>>
  /** Fills Calendly before the server starts; the world has an adviser and a colleague, and no meeting. */
  readonly fill?: (simulator: Simulator) => void
  /** False: answer as soon as it listens, which is before its database is migrated. */
  readonly isReady?: boolean
}

export async function startInstallation({
  environment = {},
  fill,
  isReady = true,
}: TestOptions = {}): Promise<TestInstallation> {
  const simulator = await createSimulator({ world: 'empty', rateLimitPerMinute: Number.POSITIVE_INFINITY })
  fill?.(simulator)
  const [{ url: origin }, database] = await Promise.all([
    simulator.listen(),
    createTestDatabase({ migrated: false }),
  ])
  const { config } = readConfig(
    {
      PORT: String(await freePort()),
      DATABASE_URL: database.connectionString,
      CALENDLY_PERSONAL_ACCESS_TOKEN: simulator.tokens.adviser,
      CALENDLY_API_URL: origin,
      CALENDLY_AUTH_URL: origin,
      ...environment,
    },
    false,
  )
  const stopping = new AbortController()
  const lines: string[] = []
  let ended: Promise<number> | undefined
  const url = await new Promise<string>((resolve, reject) => {
    ended = serve({ config, log: listLog(lines), signal: stopping.signal, onListening: resolve })
    ended.then((code) => reject(new Error(`ended with ${code}:\n${lines.join('\n')}`)), reject)
  })
  const reachable = url.replace('0.0.0.0', '127.0.0.1')
  if (isReady)
    await until(
      () => fetch(`${reachable}/readyz`),
      (answer) => answer.ok,
    )
  return {
    url: reachable,
    simulator,
    connectionString: database.connectionString,
    log: lines,
    stop: async () => {
      stopping.abort()
      const exitCode = (await ended) ?? -1
      await simulator.close()
      await database.drop()
      return exitCode
    },
  }
}

export function listLog(lines: string[]): Log {
  const note = (msg: string) => {
    lines.push(msg)
  }
  return { debug: () => {}, info: note, warn: note, error: note }
}

/** Asks again until the answer fits. */
export async function until<Value>(
  ask: () => Promise<Value>,
  fits: (value: Value) => boolean,
): Promise<Value> {
  const giveUpAt = Date.now() + 45_000
  // What comes soon is seen soon; what takes seconds is not asked for more often than it is worth.
  for (let waitMs = 10; ; waitMs = Math.min(waitMs * 1.2, 100)) {
    const value = await ask()
    if (fits(value)) return value
    if (Date.now() > giveUpAt)
      throw new Error(`waited in vain; last: ${JSON.stringify(value).slice(0, 2000)}`)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

/** JSON of an answer, of whatever shape: what a test expects of it is in the test. */
export async function getJson(
  url: string,
  init: RequestInit = {},
): Promise<{ status: number; body: Json; headers: Headers }> {
  const answer = await fetch(url, init)
  return { status: answer.status, body: (await answer.json()) as Json, headers: answer.headers }
}

/** JSON read member by member; what a member is, is for the test's expectations to say. */
export interface Json {
  readonly [name: string]: Json
}

/** A list inside an answer. */
export function rows(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value)) throw new Error(`no list: ${JSON.stringify(value)}`)
  return value
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

/** Waits until the first import has ended with its invitees. */
export async function imported(
  installation: { readonly url: string },
  headers: Record<string, string> = {},
): Promise<Json> {
  const { body } = await until(
    () => getJson(`${installation.url}/api/calendly/status`, { headers }),
    ({ status, body }) => status === 200 && body.completeAsOf !== null && body.completeAsOf !== undefined,
  )
  return body
}
