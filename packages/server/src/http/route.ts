import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Sync } from 'calendly-sync-engine'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import type { Metrics } from './metrics.ts'

/** What a route may use. */
export interface RouteContext {
  readonly sync: Sync
  readonly config: Pick<Config, 'isDemo' | 'calendlyToken' | 'calendlyClientId'>
  readonly metrics: Metrics
  /** Aborted when the process is about to end. */
  readonly leaving: AbortSignal
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** A thin door: parses, calls one verb of the engine, answers. */
export type Route = (app: App, context: RouteContext) => void
