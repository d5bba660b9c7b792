import { type Budget, createBudget } from '../calendly/budget.ts'
import { type CalendlyClient, createCalendlyClient } from '../calendly/client.ts'
import { createTransport, type Transport, type TransportTimeouts } from '../calendly/transport.ts'
import type { Clock } from '../clock.ts'
import type { CallsLeft } from '../contract/insights.ts'
import type { Log } from '../log.ts'
import { createBudgetStore } from '../store/budget-store.ts'
import type { Database } from '../store/database.ts'
import { readCallsLeft } from '../store/read/calls-left.ts'

export interface ClientsOptions {
  readonly database: Database
  /** Of Calendly's API. */
  readonly origin: string
  readonly requestsPerMinute: number | undefined
  readonly timeouts: TransportTimeouts | undefined
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
}

/** Clients of one process: they share connections, and those of one bucket share its budget. */
export interface Clients {
  readonly transport: Transport
  /** @param bucket - what Calendly counts together: kind of token (or OAuth app) and Calendly user. */
  on(bucket: string, accessToken: (refused?: string) => Promise<string>): CalendlyClient
  /** What is left of this minute's calls, by bucket. */
  callsLeft(buckets: readonly string[]): Promise<ReadonlyMap<string, CallsLeft>>
  close(): Promise<void>
}

/** A bucket's memory is in Postgres; what a process keeps of it is only its leased places. */
const mostBudgets = 10_000

export function createClients(options: ClientsOptions): Clients {
  const { database, origin, requestsPerMinute, clock, log, random } = options
  const transport = createTransport({ timeouts: options.timeouts })
  const defaultPerMinute = Math.min(500, requestsPerMinute ?? 500)
  const store = createBudgetStore(database, defaultPerMinute)
  const budgets = new Map<string, Budget>()

  function budgetOf(key: string): Budget {
    const known = budgets.get(key)
    if (known) return known
    const budget = createBudget({ key, store, clock, random, log, ceilingPerMinute: requestsPerMinute })
    const [oldest] = budgets.keys()
    if (budgets.size >= mostBudgets && oldest !== undefined) budgets.delete(oldest)
    budgets.set(key, budget)
    return budget
  }

  return {
    transport,
    on: (bucket, accessToken) =>
      createCalendlyClient({ origin, accessToken, budget: budgetOf(bucket), clock, random, log, transport }),
    callsLeft: (buckets) => readCallsLeft(database, buckets, defaultPerMinute),
    close: () => transport.close(),
  }
}
