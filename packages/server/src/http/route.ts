import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Sync } from 'calendly-sync-engine'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import type { Mail } from '../mail/open.ts'
import type { Finding } from '../setup/check.ts'
import type { SignIn } from '../sign-in/open.ts'
import type { Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'

/** What a route may use. */
export interface RouteContext {
  readonly sync: Sync
  readonly config: Pick<Config, 'isDemo' | 'authMode' | 'calendlyToken' | 'calendlyClientId' | 'publicUrl'>
  readonly metrics: Metrics
  /** In `accounts` mode. */
  readonly signIn: SignIn | undefined
  /** Looks at what the installation needs and has. */
  readonly examine: () => Promise<readonly Finding[]>
  readonly mail: Mail
  /** Aborted when the process is about to end. */
  readonly leaving: AbortSignal
  /** Where the simulator of the demo answers; undefined outside of the demo. */
  readonly demoOrigin: string | undefined
}

/** What a route of the built-in sign-in may use. */
export interface SignInContext {
  readonly sync: Pick<Sync, 'audit'>
  readonly signIn: SignIn
  readonly limits: Limits
  readonly publicUrl: string
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** A thin door: parses, calls one verb of the engine, answers. */
export type Route<Context = RouteContext> = (app: App, context: Context) => void
