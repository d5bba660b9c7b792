import compress from '@fastify/compress'
import cors from '@fastify/cors'
import swagger from '@fastify/swagger'
import { type Clock, type Log, type Sync, systemClock } from 'calendly-sync-engine'
import Fastify, { type FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { jsonSchemaTransform, jsonSchemaTransformObject, validatorCompiler } from 'fastify-type-provider-zod'
import type { AuthMode, Config } from '../config.ts'
import type { Mail } from '../mail/open.ts'
import type { Finding } from '../setup/check.ts'
import type { SignIn } from '../sign-in/open.ts'
import { version } from '../version.ts'
import { accountsCaller } from './auth/accounts.ts'
import type { Authenticate } from './auth/caller.ts'
import { jwtCaller } from './auth/jwt.ts'
import { localCaller } from './auth/local.ts'
import { sendAway } from './closing.ts'
import { serveDocs } from './docs/serve.ts'
import { refuseGarbage } from './garbage.ts'
import { requireLocal } from './guard.ts'
import { handleError } from './handle-error.ts'
import { safetyHeaders } from './headers.ts'
import { createLimits } from './limits.ts'
import { createMetrics, timeRequests } from './metrics.ts'
import { answerUnknown } from './not-found.ts'
import { problemSchema } from './problem.ts'
import type { SignInContext } from './route.ts'
import { accountsRoutes, openRoutes, signedInRoutes } from './routes/index.ts'
import { isDelivery, receiveWebhooks } from './routes/webhook/receive.ts'
import { serveWebApp, webAppFolder } from './web-app.ts'

export interface AppOptions {
  readonly sync: Sync
  readonly config: Config
  readonly log: Log
  readonly clock?: Clock
  readonly mail: Mail
  /** In `accounts` mode. */
  readonly signIn?: SignIn | undefined
  /** Looks at what the installation needs and has. */
  readonly examine: () => Promise<readonly Finding[]>
  /** Aborted when the process is about to end: from then on it is not ready, and sends callers elsewhere. */
  readonly leaving?: AbortSignal
  /** Where the simulator of the demo answers. */
  readonly demoOrigin?: string | undefined
  /** Folder of the web app's build. */
  readonly webApp?: string
}

/** The HTTP server, not yet listening. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const {
    sync,
    config,
    log,
    mail,
    clock = systemClock,
    signIn,
    examine,
    demoOrigin,
    webApp = webAppFolder,
  } = options
  const leaving = options.leaving ?? new AbortController().signal
  const fail = handleError(log)
  const headers = safetyHeaders(config.authMode)
  const app = Fastify({
    logger: false,
    bodyLimit: 256 * 1024,
    // A client that trickles its request in holds a socket, never more, and not for long. Nothing that we take is large.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
    requestTimeout: 15_000,
    forceCloseConnections: 'idle',
    // What comes on an open connection while it closes is answered like any other: the engine ends after it.
    return503OnClosing: false,
    // Whose word on a caller's address counts; nobody's by default.
    trustProxy: config.trustedProxies ? [...config.trustedProxies] : false,
    frameworkErrors: (error, request, reply) => fail(error, request, reply.headers(headers)),
    clientErrorHandler: refuseGarbage(headers),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  // Answers are described by schemas and held to them by tests; at run time an odd value is better than no answer.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(fail)
  sendAway(app, leaving)
  acceptJsonOnly(app)
  answerUnknown(app)
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
  const isLocal = config.authMode === 'local'
  const limits = isLocal ? undefined : await createLimits(app, config.requestsPerMinute)
  app.addHook('onRequest', async (request) => {
    if (isDelivery(request)) return
    if (isLocal) requireLocal(request.headers)
    await limits?.byAddress(request)
  })
  const metrics = createMetrics(sync)
  timeRequests(app, metrics.registry)
  await describe(app, config.authMode)
  // Lists and exports travel at a sixth of their size. What comes in is not unpacked here: a delivery is signed over its
  // bytes, and unpacked under its own cap.
  await app.register(compress, { encodings: ['br', 'gzip'], globalDecompression: false })
  app.decorateRequest('caller', null)
  const authenticate = authenticatorOf({ ...options, clock })
  const context = { sync, config, metrics, mail, signIn, examine, leaving, demoOrigin }
  const accounts: SignInContext | undefined = signIn &&
    limits && { sync, signIn, limits, publicUrl: config.publicUrl }
  await app.register(async (api) => {
    // Tokens travel in a header, never in a cookie, so that any page may ask with its own token.
    if (config.authMode === 'jwt')
      await api.register(cors, { origin: '*', methods, exposedHeaders: ['retry-after'], maxAge: 600 })
    api.addHook('onRequest', async (request, reply) => {
      request.caller = await authenticate(request, reply)
      await limits?.byUser(request)
    })
    for (const route of signedInRoutes) route(api.withTypeProvider<ZodTypeProvider>(), context)
    if (accounts)
      for (const route of accountsRoutes.signedIn) route(api.withTypeProvider<ZodTypeProvider>(), accounts)
  })
  if (accounts) for (const route of accountsRoutes.open) route(app, accounts)
  for (const route of openRoutes) route(app, context)
  await app.register(async (deliveries) => {
    receiveWebhooks(deliveries.withTypeProvider<ZodTypeProvider>(), context)
  })
  serveDocs(app)
  await serveWebApp(app, webApp)
  return app
}

function authenticatorOf({
  sync,
  config,
  log,
  signIn,
  clock,
}: AppOptions & { readonly clock: Clock }): Authenticate {
  if (config.authMode === 'local') return localCaller(sync)
  if (config.authMode === 'jwt') return jwtCaller({ sync, config, clock, log })
  if (!signIn) throw new TypeError('accounts mode needs its sign-in')
  return accountsCaller({ signIn, sync, config, clock, log })
}

/** Of all routes together: a page of another origin is told before it asks. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** JSON or nothing: a form or plain text from another page's `fetch` stays outside. An empty body is no body. */
function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else parse(request, body.toString(), done)
  })
}

async function describe(app: FastifyInstance, mode: AuthMode): Promise<void> {
  app.addHook('onRoute', ({ schema }) => {
    if (schema?.response) schema.response = { ...schema.response, default: problemAnswer }
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Calendly Sync',
        version,
        description: 'Calendly meetings in your own Postgres. Errors are RFC 9457 problems.',
      },
      ...credentials[mode],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
}

/** Every route may answer with one. */
const problemAnswer = {
  description: 'what went wrong, and what to do',
  content: { 'application/problem+json': { schema: problemSchema } },
}

const bearer = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } as const
const session = { type: 'apiKey', in: 'cookie', name: '__Host-calendly-sync' } as const

/** What a route asks for, unless it says `security: []`. */
const credentials = {
  local: {},
  jwt: { components: { securitySchemes: { bearer } }, security: [{ bearer: [] }] },
  accounts: {
    components: { securitySchemes: { session, bearer } },
    security: [{ session: [] }, { bearer: [] }],
  },
}
