import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { FaultRegistry, Spoiling } from '../faults/faults.ts'
import { type Prepared, rewrite } from '../faults/rewrite.ts'
import { sendBroken } from '../faults/wire.ts'
import type { WorldState } from '../world/state.ts'
import type { World } from '../world/world.ts'
import {
  type Answer,
  ApiError,
  insufficientScope,
  notFound,
  tooManyRequests,
  unauthenticated,
} from './answer.ts'
import { type Allowance, createRateLimiter, rateLimitHeaders } from './rate-limit.ts'
import type { RequestRecorder } from './request-log.ts'
import type { Context, Route } from './route.ts'
import { eventTypeRoutes } from './routes/event-types.ts'
import { inviteeRoutes } from './routes/invitees.ts'
import { peopleRoutes } from './routes/people.ts'
import { scheduledEventRoutes } from './routes/scheduled-events.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { bucketOf, hasScope, type Token, type TokenBook, tokenUser } from './tokens.ts'

export interface ApiParts {
  state: WorldState
  world: World
  tokens: TokenBook
  requests: RequestRecorder
  faults: FaultRegistry
  rateLimitPerMinute: number
  /** Real milliseconds that every answer waits. */
  latencyMs: number
}

/** Everything the simulator serves of Calendly. */
export const routes: readonly Route[] = [
  ...peopleRoutes,
  ...scheduledEventRoutes,
  ...inviteeRoutes,
  ...eventTypeRoutes,
  ...webhookRoutes,
]

/** Calendly's Free plan allows a tenth of the usual rate (Calendly developer docs, "Rate limits"). */
const freePerMinute = 50

/** Puts Calendly's API on a Fastify server: known routes, and Calendly's 404 for everything else. */
export function createApi(parts: ApiParts): FastifyInstance {
  const app = Fastify({
    logger: false,
    forceCloseConnections: true,
    routerOptions: { querystringParser: (text) => Object.fromEntries(new URLSearchParams(text)) },
  })
  // Calendly takes JSON whatever the body is called, and an empty body where every member is optional.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
    done(null, parseJson(String(text)))
  })
  const serve = createDoor(parts)
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.template.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => serve(request, reply, route),
    })
  }
  app.setNotFoundHandler((request, reply) => serve(request, reply, undefined))
  return app
}

/** The way of every request: log, token, limit, faults, route, answer. */
function createDoor({ state, world, tokens, requests, faults, rateLimitPerMinute, latencyMs }: ApiParts) {
  const limiter = createRateLimiter()

  return async (request: FastifyRequest, reply: FastifyReply, route: Route | undefined) => {
    const token = tokens.find(request.headers.authorization)
    const nowMs = state.clock.now()
    const path = request.url.split('?', 1)[0] ?? ''
    const query = textMembers(request.query)
    const entry = requests.arrive({
      at: nowMs,
      method: request.method,
      path,
      template: route?.template ?? '(unknown)',
      query,
      user: token ? tokenUser(token) : null,
    })
    const allowance = allowanceOf(token, nowMs)
    const spoiling = faults.strike(entry)
    const answer = answerOf(() => {
      if (!token) throw unauthenticated()
      if (!allowance.allowed) throw tooManyRequests()
      if (!route) throw notFound()
      if (!hasScope(token, route.scope)) throw insufficientScope([route.scope])
      if (!spoiling.acts && route.method !== 'GET') return { status: 500, body: {} }
      const params = textMembers(request.params)
      const context: Context = { state, world, token, path, params, query, body: request.body, nowMs }
      return route.handle(context)
    })
    const tier = token ? (token.plan ?? token.user.organization.stage) : 'anonymous'
    const prepared = prepare(answer, rateLimitHeaders(allowance, tier, token ? bucketOf(token) : 'anonymous'))
    if (latencyMs > 0) await sleep(latencyMs)
    const status = await send(request, reply, prepared, spoiling)
    if (status !== null) requests.answered(entry, status)
    return reply
  }

  function allowanceOf(token: Token | undefined, nowMs: number): Allowance {
    if (!token) return { allowed: true, limit: rateLimitPerMinute, remaining: rateLimitPerMinute }
    const isFree = (token.plan ?? token.user.organization.stage) === 'free'
    const limit =
      isFree && Number.isFinite(rateLimitPerMinute)
        ? Math.min(freePerMinute, rateLimitPerMinute)
        : rateLimitPerMinute
    return limiter.take(bucketOf(token), limit, nowMs)
  }
}

function answerOf(handle: () => Answer): Answer {
  try {
    return handle()
  } catch (error) {
    if (error instanceof ApiError) return error.answer
    const message = error instanceof Error ? error.message : String(error)
    return { status: 500, body: { title: 'Internal Server Error', message } }
  }
}

function prepare(answer: Answer, rateLimit: Record<string, string>): Prepared {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body)
  const headers: Record<string, string> = {
    ...rateLimit,
    'cache-control': 'max-age=0, private, must-revalidate',
    ...answer.headers,
  }
  if (text !== '') {
    headers['content-type'] = 'application/json; charset=utf-8'
    headers.etag = `W/"${createHash('md5').update(text).digest('hex')}"`
  }
  return { status: answer.status, headers, text }
}

/** @returns the status that went out, null when nothing did. */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Prepared,
  spoiling: Spoiling,
): Promise<number | null> {
  const prepared = spoiling.effects.reduce((made, effect) => rewrite(made, effect, request.url), answer)
  for (const effect of spoiling.effects) if (effect.kind === 'delay') await sleep(effect.delayMs)
  if (spoiling.held) await spoiling.held
  for (const effect of spoiling.effects) {
    if (!sendBroken(reply.raw, prepared, effect)) continue
    reply.hijack()
    return effect.kind === 'hang' || effect.kind === 'reset' ? null : prepared.status
  }
  reply.code(prepared.status).headers(prepared.headers)
  if (prepared.text === '') reply.send()
  else reply.send(prepared.text)
  return prepared.status
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    // Left to the route, which misses its members and says so.
    return undefined
  }
}

function textMembers(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, String(member)]))
}
