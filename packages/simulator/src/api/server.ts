import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { WorldState } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { answerOf, insufficientScope, notFound, tooManyRequests, unauthenticated } from './answer.ts'
import { type Call, type Door, pathOf } from './door.ts'
import { type Allowance, createRateLimiter, rateLimitHeaders } from './rate-limit.ts'
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
  door: Door
  rateLimitPerMinute: number
}

/** Everything the simulator serves of the API. */
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
  const read = createReader(parts)
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.template.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: (request, reply) => parts.door(request, reply, read(request, route)),
    })
  }
  app.setNotFoundHandler((request, reply) => parts.door(request, reply, read(request, undefined)))
  return app
}

/** What a request means to the API: who asks, whether he may ask now, and for what. */
function createReader({ state, world, tokens, rateLimitPerMinute }: ApiParts) {
  const limiter = createRateLimiter()

  return (request: FastifyRequest, route: Route | undefined): Call => {
    const token = tokens.find(request.headers.authorization)
    const nowMs = state.clock.now()
    const query = textMembers(request.query)
    return {
      template: route?.template ?? '(unknown)',
      user: token ? tokenUser(token) : null,
      query,
      answer: (acts) => {
        const allowance = allowanceOf(token, nowMs)
        const answer = answerOf(() => {
          if (!token) throw unauthenticated()
          if (!allowance.allowed) throw tooManyRequests()
          if (!route) throw notFound()
          if (!hasScope(token, route.scope)) throw insufficientScope([route.scope])
          if (!acts && route.method !== 'GET') return { status: 500, body: {} }
          const params = textMembers(request.params)
          const path = pathOf(request)
          const context: Context = { state, world, token, path, params, query, body: request.body, nowMs }
          return route.handle(context)
        })
        return { ...answer, headers: { ...limitHeaders(token, allowance), ...answer.headers } }
      },
    }
  }

  function limitHeaders(token: Token | undefined, allowance: Allowance): Record<string, string> {
    if (!token) return rateLimitHeaders(allowance, 'anonymous', 'anonymous')
    return rateLimitHeaders(allowance, token.plan ?? token.user.organization.stage, bucketOf(token))
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
