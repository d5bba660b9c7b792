import type { Socket } from 'node:net'
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import { type Clock, type Log, type Sync, systemClock } from 'calendly-sync-engine'
import Fastify, { type FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { jsonSchemaTransform, jsonSchemaTransformObject, validatorCompiler } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import { jwtCaller } from './auth/jwt.ts'
import { localCaller } from './auth/local.ts'
import { sendAway } from './closing.ts'
import { serveDocs } from './docs/serve.ts'
import { requireLocal } from './guard.ts'
import { handleError } from './handle-error.ts'
import { createMetrics, timeRequests } from './metrics.ts'
import { answerUnknown } from './not-found.ts'
import { problemDocument, problemSchema } from './problem.ts'
import { openRoutes, signedInRoutes } from './routes/index.ts'
import { isDelivery, receiveWebhooks } from './routes/webhook/receive.ts'
import { serveWebApp, webAppFolder } from './web-app.ts'

export interface AppOptions {
  readonly sync: Sync
  readonly config: Config
  readonly log: Log
  readonly clock?: Clock
  /** Aborted when the process is about to end: from then on it is not ready, and sends callers elsewhere. */
  readonly leaving?: AbortSignal
  /** Folder of the web app's build. */
  readonly webApp?: string
}

/** The HTTP server, not yet listening. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { sync, config, log, clock = systemClock, webApp = webAppFolder } = options
  const leaving = options.leaving ?? new AbortController().signal
  const fail = handleError(log)
  const app = Fastify({
    logger: false,
    bodyLimit: 256 * 1024,
    // A client that trickles its request in holds a socket, never more, and not for long. Nothing that we take is large.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
    requestTimeout: 15_000,
    forceCloseConnections: 'idle',
    // What comes on an open connection while it closes is answered like any other: the engine ends after it.
    return503OnClosing: false,
    frameworkErrors: fail,
    clientErrorHandler: refuseGarbage,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  // Answers are described by schemas and held to them by tests; at run time an odd value is better than no answer.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(fail)
  sendAway(app, leaving)
  acceptJsonOnly(app)
  answerUnknown(app)
  const isLocal = config.authMode === 'local'
  if (isLocal)
    app.addHook('onRequest', async (request) => {
      if (!isDelivery(request)) requireLocal(request.headers)
    })
  await protect(app, isLocal)
  const metrics = createMetrics(sync)
  timeRequests(app, metrics.registry)
  await describe(app, isLocal)
  app.decorateRequest('caller', null)
  const authenticate = isLocal ? localCaller(sync) : jwtCaller({ sync, config, clock })
  const context = { sync, config, metrics, leaving }
  await app.register(async (api) => {
    // Tokens travel in a header, never in a cookie, so that any page may ask with its own token.
    if (!isLocal) await api.register(cors, { origin: '*', exposedHeaders: ['retry-after'], maxAge: 600 })
    api.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      request.caller = await authenticate(request)
    })
    for (const route of signedInRoutes) route(api.withTypeProvider<ZodTypeProvider>(), context)
  })
  for (const route of openRoutes) route(app, context)
  await app.register(async (deliveries) => {
    receiveWebhooks(deliveries.withTypeProvider<ZodTypeProvider>(), context)
  })
  serveDocs(app)
  await serveWebApp(app, webApp)
  return app
}

/** JSON or nothing: a form or plain text from another page's `fetch` stays outside. An empty body is no body. */
function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else parse(request, body.toString(), done)
  })
}

/**
 * The page runs its own scripts and styles and nothing else. With sign-in on it may sit in a frame of the host
 * application, from which it gets its token; a foreign frame has no token to give.
 */
async function protect(app: FastifyInstance, isLocal: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: isLocal ? ["'none'"] : ["'self'", 'https:', 'http://localhost:*'],
      },
    },
    frameguard: isLocal ? { action: 'deny' } : false,
    // Whether the name is reached by TLS only is for the proxy in front to say.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: isLocal ? 'same-origin' : 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  })
}

async function describe(app: FastifyInstance, isLocal: boolean): Promise<void> {
  app.addHook('onRoute', ({ schema }) => {
    if (schema?.response) schema.response = { ...schema.response, default: problemAnswer }
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Calendly Sync',
        version: '0.1.0',
        description: 'Calendly meetings in your own Postgres. Errors are RFC 9457 problems.',
      },
      ...(isLocal
        ? {}
        : {
            components: {
              securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
            },
            security: [{ bearer: [] }],
          }),
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

/** What is not even HTTP gets a problem as well, and its connection is closed. */
function refuseGarbage(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const detail = 'The request is no valid HTTP.'
  const { title, ...rest } = problemDocument({ status, code: 'bad_http', detail })
  const body = JSON.stringify({ title, ...rest })
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
