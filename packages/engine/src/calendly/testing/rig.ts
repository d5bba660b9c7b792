import type { ServerResponse } from 'node:http'
import { systemClock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import { createBudget } from '../budget.ts'
import type { Page } from '../call.ts'
import { type CalendlyClient, createCalendlyClient } from '../client.ts'
import { CalendlyError } from '../errors.ts'
import { memoryBudgetStore } from '../memory-budget-store.ts'
import { type Handler, type StubServer, startStubServer } from './stub-server.ts'

export const token = 'canary-token-0123456789'

export interface Rig {
  server: StubServer
  client: CalendlyClient
  /** Everything that was logged, as text. */
  logged: string[]
  close(): Promise<void>
}

export interface RigOptions {
  origin?: string
  accessToken?: () => Promise<string>
}

/** A client on a stub server. Waiting costs nothing: sleeps of the budget and of retries are skipped. */
export async function startRig(handler: Handler, options: RigOptions = {}): Promise<Rig> {
  const server = await startStubServer(handler)
  const logged: string[] = []
  const write = (msg: string, facts?: object) => void logged.push(`${msg} ${JSON.stringify(facts)}`)
  const log: Log = { debug: write, info: write, warn: write, error: write }
  let skippedMs = 0
  const clock = {
    now: () => systemClock.now() + skippedMs,
    monotonic: () => systemClock.monotonic() + skippedMs,
    async sleep(ms: number, signal?: AbortSignal) {
      signal?.throwIfAborted()
      skippedMs += ms
    },
  }
  const random = () => 0.5
  const client = createCalendlyClient({
    origin: options.origin ?? server.origin,
    accessToken: options.accessToken ?? (async () => token),
    budget: createBudget({ key: 'k', store: memoryBudgetStore(clock), clock, random, log }),
    clock,
    random,
    log,
    timeouts: { connectMs: 500, headersMs: 300, totalMs: 700 },
    maxBodyBytes: 2 * 1024 * 1024,
  })
  const close = async () => {
    await Promise.all([client.close(), server.close()])
  }
  return { server, client, logged, close }
}

export function send(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

export const event = (id: string) => ({ uri: `https://api.calendly.com/scheduled_events/${id}` })

/** The CalendlyError that the work rejects with; anything else is a failed test. */
export async function failure(work: Promise<unknown>): Promise<CalendlyError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof CalendlyError) return error
  throw new Error(`expected a CalendlyError, got ${String(error)}`)
}

export async function all<T>(pages: AsyncGenerator<T>): Promise<T[]> {
  const seen: T[] = []
  for await (const page of pages) seen.push(page)
  return seen
}

export const rows = <T>(pages: Page<T>[]): T[] => pages.flatMap((page) => page.rows)
