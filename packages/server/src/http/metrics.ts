import type { Sync } from 'calendly-sync-engine'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  /** All figures as they are now, in Prometheus' text format. */
  show(): Promise<string>
}

/** Figures of this process and of the mirror; they are read when somebody asks. */
export function createMetrics(sync: Sync): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const isUp = new Gauge({
    name: 'calendly_sync_database_up',
    help: '1 when the database answers',
    registers,
  })
  const accounts = new Gauge({
    name: 'calendly_sync_accounts',
    help: 'Calendly accounts by state',
    labelNames: ['state'],
    registers,
  })
  const unfinished = new Gauge({
    name: 'calendly_sync_runs_unfinished',
    help: 'account runs that are queued, running or waiting',
    registers,
  })
  const staleness = new Gauge({
    name: 'calendly_sync_oldest_complete_as_of_seconds',
    help: 'epoch seconds up to which every account’s upcoming meetings are complete',
    registers,
  })

  const deliveries = new Gauge({
    name: 'calendly_sync_webhook_deliveries',
    help: 'webhook deliveries that wait to be applied, and those that were put aside',
    labelNames: ['outcome'],
    registers,
  })
  const oldestDelivery = new Gauge({
    name: 'calendly_sync_webhook_oldest_waiting_seconds',
    help: 'how long the oldest webhook delivery has been waiting',
    registers,
  })

  const lentSessions = new Gauge({
    name: 'calendly_sync_database_sessions_lent',
    help: '1 when the database is reached through a pooler in transaction mode',
    registers,
  })

  async function refresh(): Promise<void> {
    try {
      const figures = await sync.metrics()
      isUp.set(1)
      for (const [state, count] of Object.entries(figures.accounts)) accounts.set({ state }, count)
      unfinished.set(figures.runsUnfinished)
      if (figures.oldestCompleteAsOf) staleness.set(Date.parse(figures.oldestCompleteAsOf) / 1000)
      else staleness.remove()
      lentSessions.set(figures.sessions === 'lent' ? 1 : 0)
      const { waiting, failed, oldestWaiting } = figures.inbox
      deliveries.set({ outcome: 'waiting' }, waiting)
      deliveries.set({ outcome: 'failed' }, failed)
      oldestDelivery.set(oldestWaiting === null ? 0 : (Date.now() - Date.parse(oldestWaiting)) / 1000)
    } catch {
      isUp.set(0) // the reason is in the log of whoever works on the database
    }
  }
  return {
    registry,
    show: async () => {
      await refresh()
      return registry.metrics()
    },
  }
}

/** Times every answer by route template, never by address, which may name people. */
export function timeRequests(app: FastifyInstance, registry: Registry): void {
  const duration = new Histogram({
    name: 'calendly_sync_http_request_seconds',
    help: 'time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 40],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
    }
    duration.observe(labels, reply.elapsedTime / 1000)
  })
}
